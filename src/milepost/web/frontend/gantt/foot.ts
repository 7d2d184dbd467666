/** The foot of the workspace: what was told last, also to screen readers, and the plan in a line. */

import { icon } from "../icon.ts";
import type { ScheduleDocument } from "./document.ts";
import { html } from "./elements.ts";
import { finishText } from "./instants.ts";
import { ngettext } from "../plurals.ts";
import { gettext } from "../texts.ts";

export class Foot {
  readonly element = html("div", "gantt-foot");
  readonly live = html("div", "visually-hidden", { role: "status" });
  private readonly told = html("div", "gantt-told");
  private readonly facts = html("p", "gantt-facts");

  constructor() {
    this.element.append(this.told, this.facts);
  }

  announce(text: string): void {
    this.live.textContent = text;
  }

  /** Say in a sentence what was done, or why something was not. */
  say(tone: "success" | "error", sentence: string): void {
    this.announce(sentence);
    this.show(tone, [html("p", "gantt-sentence", {}, sentence)]);
  }

  /** Show parts until they are dismissed or something else is told. */
  show(tone: "success" | "error", parts: HTMLElement[]): void {
    const close = html("button", "button button-quiet button-small button-icon", { type: "button" });
    close.append(icon("close", gettext("Dismiss")));
    close.addEventListener("click", () => this.told.replaceChildren());
    this.told.className = `gantt-told gantt-told-${tone}`;
    this.told.replaceChildren(icon(tone), ...parts, close);
  }

  /** Say how large the plan is, when it ends, and how many rows are selected. */
  describe({ tasks, project }: ScheduleDocument, rows: number, selected: number): void {
    const count = rows < tasks.id.length ? gettext("%(count)s of %(tasks)s", { count: rows, tasks: countText(tasks.id.length) }) : countText(tasks.id.length);
    const finish = project.finish === null ? "" : gettext("finish %(date)s", { date: finishText(project.finish) });
    this.facts.textContent = [selected > 1 ? gettext("%(count)s selected", { count: selected }) : "", count, finish].filter(Boolean).join(" · ");
  }
}

export const countText = (count: number): string => ngettext("%(count)s task", "%(count)s tasks", count);
