/** The legend: each sign of the chart and its meaning, as far as it is shown now. */

import { html, svg } from "../elements.ts";
import type { Workspace } from "../workspace.ts";
import type { Shown } from "../chart/bars.ts";
import { type Coloring, WAY_WORDS } from "../chart/coloring.ts";
import { gettext } from "../../texts.ts";

type Part = [name: "rect" | "path" | "text", className: string, attributes: Record<string, string | number>];
interface Entry {
  meaning: string;
  groupClass?: string;
  parts: Part[];
  /** The switch without which the sign is not drawn. */
  needs?: keyof Shown;
}

const bar = (className: string, width = 32): Part => ["rect", className, { x: 2, y: 4, width, height: 12, rx: 3 }];
const BAR: Part[] = [bar("gantt-bar"), bar("gantt-progress", 16)];
const line = (className: string): Part => ["path", className, { d: "M18 0V20" }];
const link = (className: string): Part[] => [
  ["path", `gantt-link ${className}`, { d: "M2 5H15Q19 5 19 9V13" }],
  ["path", `gantt-arrow ${className}`, { d: "M19 18l-3.5 -5h7z" }],
];

const ENTRIES: Entry[] = [
  { meaning: gettext("Task: done part, then what remains"), parts: BAR },
  { meaning: gettext("Critical task"), groupClass: "gantt-critical", parts: BAR, needs: "critical" },
  { meaning: gettext("Done"), groupClass: "gantt-finished", parts: [bar("gantt-progress")] },
  { meaning: gettext("Scheduled by hand"), groupClass: "gantt-manual", parts: [bar("gantt-bar")] },
  { meaning: gettext("Not part of the plan"), groupClass: "gantt-inactive", parts: [bar("gantt-bar")] },
  { meaning: gettext("Summary"), parts: [["path", "gantt-bracket", { d: "M2 7H34V16L29 12H7L2 16z" }]] },
  { meaning: gettext("Milestone"), parts: [["path", "gantt-diamond", { d: "M18 3l7 7l-7 7l-7 -7z" }]] },
  { meaning: gettext("Baseline"), parts: [["rect", "gantt-baseline", { x: 2, y: 8, width: 32, height: 4, rx: 1.5 }]], needs: "baseline" },
  { meaning: gettext("Total float"), parts: [["path", "gantt-float", { d: "M2 10H33m0 -4v8" }]], needs: "float" },
  { meaning: gettext("Deadline"), parts: [["path", "gantt-deadline", { d: "M18 17V3m-5 0h10l-5 6z" }]] },
  { meaning: gettext("Deadline missed"), parts: [["path", "gantt-deadline gantt-deadline-missed", { d: "M18 17V3m-5 0h10l-5 6z" }]] },
  { meaning: gettext("Drives the selected task"), parts: link("gantt-link-driving"), needs: "links" },
  { meaning: gettext("Critical link"), parts: link("gantt-link-critical"), needs: "links" },
  { meaning: gettext("Progress line"), parts: [["path", "gantt-progress-line", { d: "M22 0V6L8 10L22 14V20" }]], needs: "progress" },
  { meaning: gettext("Status date"), parts: [line("gantt-status-date")] },
  { meaning: gettext("Today"), parts: [line("gantt-today")] },
];

/** Fill a panel with the signs, and follow what is shown while the panel is. */
export function fillLegend(panel: HTMLElement, workspace: Workspace): void {
  if (!panel.childElementCount) workspace.watch((change) => change !== "selection" && panel.checkVisibility() && draw(panel, workspace));
  panel.classList.add("gantt-legend-panel");
  draw(panel, workspace);
}

function draw(panel: HTMLElement, { shown, coloring }: Workspace): void {
  const entries = ENTRIES.filter(({ needs }) => !needs || shown[needs]);
  panel.replaceChildren(...colorEntries(coloring), listOf(entries));
}

function colorEntries({ way, legend }: Coloring): HTMLElement[] {
  if (!legend.length) return [];
  const colors = legend.map(([hue, meaning]): Entry => ({ meaning, groupClass: `gantt-colored gantt-hue-${hue}`, parts: BAR }));
  return [html("p", "gantt-legend-heading", {}, gettext("Color: %(what)s", { what: WAY_WORDS[way].toLowerCase() })), listOf(colors)];
}

function listOf(entries: readonly Entry[]): HTMLElement {
  const list = html("dl", "gantt-legend");
  list.append(...entries.flatMap(entryOf));
  return list;
}

function entryOf({ meaning, groupClass, parts }: Entry): HTMLElement[] {
  const sign = html("dt");
  const picture = svg("svg", { viewBox: "0 0 36 20", width: 36, height: 20, "aria-hidden": "true" });
  const group = svg("g", { class: groupClass ?? "" });
  group.append(...parts.map(([name, className, attributes]) => svg(name, { class: className, ...attributes })));
  picture.append(group);
  sign.append(picture);
  return [sign, html("dd", "", {}, meaning)];
}
