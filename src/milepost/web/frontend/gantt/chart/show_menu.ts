/** What the chart shows: a menu of switches, and what the bars' colors tell. */

import { icon } from "../../icon.ts";
import type { Gantt } from "../commands/command.ts";
import { html } from "../elements.ts";
import type { Shown } from "./bars.ts";
import { type Way, WAY_WORDS, WAYS } from "./coloring.ts";

const PARTS: Record<keyof Shown, string> = {
  critical: "Critical path",
  baseline: "Baseline",
  float: "Total float",
  links: "Links",
  progress: "Progress line",
};

export function showMenu({ workspace }: Gantt): HTMLElement {
  const menu = html("details", "menu");
  const summary = html("summary", "button button-small", {}, "Show");
  summary.append(icon("down"));
  const panel = html("div", "menu-panel gantt-show");
  for (const part of Object.keys(PARTS) as (keyof Shown)[]) {
    const box = html("input", "", { type: "checkbox" });
    const follow = (): void => void (box.checked = workspace.shown[part]);
    workspace.watch(follow);
    box.addEventListener("change", () => workspace.show({ [part]: box.checked }));
    panel.append(labeled(box, PARTS[part]));
    follow();
  }
  panel.append(html("div", "menu-divider"), html("div", "gantt-show-heading", { id: "gantt-color-by" }, "Color by"), ways());
  menu.append(summary, panel);
  return menu;

  function ways(): HTMLElement {
    const group = html("div", "gantt-show-ways", { role: "radiogroup", "aria-labelledby": "gantt-color-by" });
    for (const way of WAYS) {
      const choice = html("input", "", { type: "radio", name: "gantt-color-by", value: way });
      const follow = (): void => void (choice.checked = workspace.coloring?.way === way);
      workspace.watch(follow);
      choice.addEventListener("change", () => workspace.colorBy(way satisfies Way));
      group.append(labeled(choice, WAY_WORDS[way]));
    }
    return group;
  }
}

function labeled(control: HTMLInputElement, words: string): HTMLElement {
  const label = html("label", "gantt-show-item");
  label.append(control, words);
  return label;
}
