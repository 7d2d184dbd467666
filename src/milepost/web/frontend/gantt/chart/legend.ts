/** The legend: each sign of the chart and its meaning. */

import { html, svg } from "../elements.ts";

type Part = [name: "rect" | "path" | "text", className: string, attributes: Record<string, string | number>];

const bar = (className: string): Part => ["rect", className, { x: 2, y: 4, width: 32, height: 12, rx: 3 }];

const ENTRIES: [meaning: string, groupClass: string, parts: Part[]][] = [
  ["Task and its progress", "", [bar("gantt-bar"), ["rect", "gantt-progress", { x: 2, y: 4, width: 16, height: 12, rx: 3 }]]],
  ["Critical task", "gantt-critical", [bar("gantt-bar"), ["rect", "gantt-progress", { x: 2, y: 4, width: 16, height: 12, rx: 3 }]]],
  ["Summary", "", [["path", "gantt-bracket", { d: "M2 7H34V16L29 12H7L2 16z" }]]],
  ["Milestone", "", [["path", "gantt-diamond", { d: "M18 3l7 7l-7 7l-7 -7z" }]]],
  ["Baseline", "", [["rect", "gantt-baseline", { x: 2, y: 8, width: 32, height: 4, rx: 1.5 }]]],
  ["Total float", "", [["path", "gantt-float", { d: "M2 10H33m0 -4v8" }]]],
  ["Deadline", "", [["path", "gantt-deadline", { d: "M18 17V3m-5 0h10l-5 6z" }]]],
  ["Deadline missed", "", [["path", "gantt-deadline gantt-deadline-missed", { d: "M18 17V3m-5 0h10l-5 6z" }]]],
  ["Status date", "", [["path", "gantt-status-date", { d: "M18 0V20" }]]],
  ["Today", "", [["path", "gantt-today", { d: "M18 0V20" }]]],
];

export function legend(): HTMLElement {
  const details = html("details", "menu");
  const panel = html("dl", "menu-panel gantt-legend");
  for (const [meaning, groupClass, parts] of ENTRIES) {
    const sign = html("dt");
    const picture = svg("svg", { viewBox: "0 0 36 20", width: 36, height: 20, "aria-hidden": "true" });
    const group = svg("g", { class: groupClass });
    group.append(...parts.map(([name, className, attributes]) => svg(name, { class: className, ...attributes })));
    picture.append(group);
    sign.append(picture);
    panel.append(sign, html("dd", "", {}, meaning));
  }
  details.append(html("summary", "button button-small", {}, "Legend"), panel);
  return details;
}
