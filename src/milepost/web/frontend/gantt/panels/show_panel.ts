/** What the chart shows: switches, the baseline to compare with, and what the bars' colors tell. */

import type { Shown } from "../chart/bars.ts";
import { WAY_WORDS, WAYS } from "../chart/coloring.ts";
import type { Gantt } from "../commands/command.ts";
import { html } from "../elements.ts";
import { gettext } from "../../texts.ts";

const PARTS: Record<keyof Shown, string> = {
  critical: gettext("Critical path"),
  baseline: gettext("Baseline"),
  float: gettext("Total float"),
  links: gettext("Links"),
  progress: gettext("Progress line"),
};

/** Fill a panel, once: its controls follow the workspace from then on. */
export function fillShow(panel: HTMLElement, gantt: Gantt): void {
  if (panel.childElementCount) return;
  panel.classList.add("gantt-show");
  const parts = (Object.keys(PARTS) as (keyof Shown)[]).map((part) => partSwitch(gantt, part));
  panel.append(...parts, ...baselines(gantt), html("div", "menu-divider"), html("div", "gantt-show-heading", { id: "gantt-color-by" }, gettext("Color by")), ways(gantt));
}

function partSwitch({ workspace }: Gantt, part: keyof Shown): HTMLElement {
  const box = html("input", "", { type: "checkbox" });
  const follow = (): void => void (box.checked = workspace.shown[part]);
  workspace.watch(follow);
  box.addEventListener("change", () => workspace.show({ [part]: box.checked }));
  follow();
  return labeled(box, PARTS[part]);
}

/** Which of the project's baselines stands beside the bars, where there are several. */
function baselines(gantt: Gantt): HTMLElement[] {
  const field = gantt.baselines;
  if (!field) return [];
  field.hidden = false;
  field.addEventListener("change", () => {
    gantt.workspace.show({ baseline: true });
    gantt.compareWith(Number(field.value));
  });
  const holder = html("label", "gantt-show-field");
  holder.append(html("span", "gantt-show-heading", {}, gettext("Compare with the baseline")), field);
  return [html("div", "menu-divider"), holder];
}

function ways({ workspace }: Gantt): HTMLElement {
  const group = html("div", "gantt-show-ways", { role: "radiogroup", "aria-labelledby": "gantt-color-by" });
  for (const way of WAYS) {
    const choice = html("input", "", { type: "radio", name: "gantt-color-by", value: way });
    const follow = (): void => void (choice.checked = workspace.coloring?.way === way);
    workspace.watch(follow);
    choice.addEventListener("change", () => workspace.colorBy(way));
    group.append(labeled(choice, WAY_WORDS[way]));
    follow();
  }
  return group;
}

function labeled(control: HTMLInputElement, words: string): HTMLElement {
  const label = html("label", "gantt-show-item");
  label.append(control, words);
  return label;
}
