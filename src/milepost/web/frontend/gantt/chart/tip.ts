/** The tip beside the pointer: what a bar means; the grid says the same in words. */

import { conditionText } from "../conditions.ts";
import type { ScheduleDocument } from "../document.ts";
import { html } from "../elements.ts";
import { LINK_CODES, LINK_WORDS } from "./link_types.ts";
import { dateText, finishText, workingDaysText } from "../instants.ts";
import { gettext } from "../../texts.ts";

const GAP = 14;

export class Tip {
  readonly element = html("div", "gantt-tip", { hidden: "", "aria-hidden": "true" });

  showTask({ tasks, project }: ScheduleDocument, task: number, pointer: MouseEvent): void {
    const dates =
      tasks.kind[task] === "milestone"
        ? finishText(tasks.finish[task] ?? null)
        : `${dateText(tasks.start[task] ?? null)} – ${finishText(tasks.finish[task] ?? null)}`;
    const float = workingDaysText(tasks.total_slack[task] ?? null, project.minutes_per_day);
    const facts = [tasks.duration_text[task], gettext("%(percent)s done", { percent: `${tasks.percent[task]}%` }), gettext("total float %(float)s", { float })].filter(Boolean);
    const lines = [
      html("strong", "", {}, tasks.name[task]),
      html("span", "", {}, dates),
      html("span", "gantt-tip-soft", {}, facts.join(" · ")),
    ];
    const more = [tasks.responsible[task], conditionText(tasks, task)].filter(Boolean).join(" · ");
    if (more) lines.push(html("span", "gantt-tip-soft", {}, more));
    this.show(lines, pointer);
  }

  showLink({ tasks, links }: ScheduleDocument, link: number, pointer: MouseEvent): void {
    const code = LINK_CODES[links.type[link]!];
    const drives = links.driving[link] ? gettext("drives the date") : "";
    const lines = [
      html("strong", "", {}, `${tasks.name[links.predecessor[link]!]} → ${tasks.name[links.successor[link]!]}`),
      html("span", "gantt-tip-soft", {}, [`${LINK_WORDS[code]} ${links.lag_text[link]}`, drives].filter(Boolean).join(" · ")),
    ];
    this.show(lines, pointer);
  }

  showText(text: string, pointer: MouseEvent): void {
    this.show([html("strong", "", {}, text)], pointer);
  }

  hide(): void {
    this.element.hidden = true;
  }

  private show(lines: HTMLElement[], pointer: MouseEvent): void {
    this.element.replaceChildren(...lines);
    this.element.hidden = false;
    const { width, height } = this.element.getBoundingClientRect();
    const left = Math.min(pointer.clientX + GAP, window.innerWidth - width - GAP);
    const isBelow = pointer.clientY + GAP + height < window.innerHeight;
    const top = isBelow ? pointer.clientY + GAP : pointer.clientY - height - GAP;
    this.element.style.translate = `${Math.max(0, left)}px ${top}px`;
  }
}
