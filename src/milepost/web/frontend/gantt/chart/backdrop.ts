/** What lies behind the bars: free time, row lines, the selected rows, the status date and today. */

import { ROW } from "../dimensions.ts";
import type { ProjectFacts } from "../document.ts";
import { svg } from "../elements.ts";
import { MINUTES_PER_DAY } from "../instants.ts";
import type { ChartWindow } from "../viewport.ts";
import type { WorkingDays } from "../working_days.ts";
import type { Timeline } from "./timeline.ts";

const NARROWEST_SHADED_DAY = 2.4;
const NARROWEST_DAY_WITH_HOURS = 150;

/** Shade what the calendar leaves free: whole days, and at a close look the hours of working days too. */
export function drawFreeTime(window: ChartWindow, timeline: Timeline, days: WorkingDays): SVGElement {
  const { left, right, top, bottom } = window;
  if (timeline.pixelsPerDay < NARROWEST_SHADED_DAY) return svg("path", { class: "gantt-free" });
  const from = Math.floor(timeline.firstDay + left / timeline.pixelsPerDay);
  const to = Math.ceil(timeline.firstDay + right / timeline.pixelsPerDay);
  const runs = timeline.pixelsPerDay < NARROWEST_DAY_WITH_HOURS ? days.freeRuns(from, to) : freeHours(days, from, to);
  const boxes = runs.map(([first, last]) => `M${timeline.xOfDay(first)} ${top}H${timeline.xOfDay(last)}V${bottom}H${timeline.xOfDay(first)}z`);
  return svg("path", { class: "gantt-free", d: boxes.join("") });
}

function freeHours(days: WorkingDays, from: number, to: number): [number, number][] {
  const runs: [number, number][] = [];
  for (let day = from; day < to; day++) {
    let free = day;
    for (const [start, finish] of days.shiftsOf(day)) {
      if (day + start / MINUTES_PER_DAY > free) runs.push([free, day + start / MINUTES_PER_DAY]);
      free = day + finish / MINUTES_PER_DAY;
    }
    if (free < day + 1) runs.push([free, day + 1]);
  }
  return runs;
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
