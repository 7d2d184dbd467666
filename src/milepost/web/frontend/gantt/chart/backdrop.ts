/** What lies behind the bars: free days, row lines, the selected row, the status date and today. */

import type { ProjectFacts } from "../document.ts";
import { ROW } from "../dimensions.ts";
import { svg } from "../elements.ts";
import type { Timeline } from "./timeline.ts";
import type { ChartWindow } from "../viewport.ts";
import type { WorkingDays } from "../working_days.ts";

const NARROWEST_SHADED_DAY = 2.4;

export function drawFreeDays(window: ChartWindow, timeline: Timeline, days: WorkingDays): SVGElement {
  const { left, right, top, bottom } = window;
  if (timeline.pixelsPerDay < NARROWEST_SHADED_DAY) return svg("path", { class: "gantt-free" });
  const from = Math.floor(timeline.firstDay + left / timeline.pixelsPerDay);
  const to = Math.ceil(timeline.firstDay + right / timeline.pixelsPerDay);
  const boxes = days.freeRuns(from, to).map(([first, last]) => {
    const x = timeline.xOfDay(first);
    return `M${x} ${top}H${timeline.xOfDay(last)}V${bottom}H${x}z`;
  });
  return svg("path", { class: "gantt-free", d: boxes.join("") });
}

export function drawGrid(window: ChartWindow, timeline: Timeline): SVGElement {
  const { left, right, top, bottom, firstRow, lastRow } = window;
  const lines: string[] = [];
  for (let row = firstRow + 1; row <= lastRow; row++) lines.push(`M${left} ${row * ROW - 0.5}H${right}`);
  for (const { x } of timeline.upperTicks(left, right)) lines.push(`M${Math.round(x) - 0.5} ${top}V${bottom}`);
  return svg("path", { class: "gantt-lines", d: lines.join("") });
}

export function drawDates(window: ChartWindow, timeline: Timeline, project: ProjectFacts): SVGElement[] {
  const { top, bottom } = window;
  const line = (instant: number | null, className: string): SVGElement[] => {
    if (instant === null) return [];
    const x = timeline.x(instant);
    return [svg("path", { class: className, d: `M${x} ${top}V${bottom}` })];
  };
  return [...line(project.status_date, "gantt-status-date"), ...line(project.today, "gantt-today")];
}

export function drawStripe(window: ChartWindow, row: number): SVGElement {
  const { left, right } = window;
  return svg("rect", { class: "gantt-stripe", x: left, y: row * ROW, width: right - left, height: ROW - 1 });
}
