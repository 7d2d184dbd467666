/** What one task draws in its row: bar, bracket or diamond, with progress, baseline, float, deadline and label. */

import type { TaskColumns } from "../document.ts";
import { BAR_HEIGHT, BAR_TOP, BASELINE_HEIGHT, BASELINE_TOP, MIDDLE, MILESTONE_RADIUS, ROW, SUMMARY_HEIGHT } from "../dimensions.ts";
import { svg } from "../elements.ts";
import { dayOf, lastMinute, monthDayText } from "../instants.ts";
import type { Anchor } from "./routes.ts";
import type { Timeline } from "./timeline.ts";

const NARROWEST_BAR = 3;
const LABEL_GAP = 10;
const HANDLE = 8;

export interface Shown {
  critical: boolean;
  baseline: boolean;
  float: boolean;
}

/** Where links meet the shape of a task; undefined for a task without dates. */
export function anchorOf(tasks: TaskColumns, task: number, row: number, timeline: Timeline): Anchor | undefined {
  const start = tasks.start[task];
  const finish = tasks.finish[task];
  if (start === null || start === undefined || finish === null || finish === undefined) return undefined;
  const rowTop = row * ROW;
  const isMilestone = tasks.kind[task] === "milestone";
  const left = timeline.x(start);
  const right = Math.max(timeline.x(finish), left + NARROWEST_BAR);
  const reach = isMilestone ? MILESTONE_RADIUS : 0;
  return {
    left: isMilestone ? left - reach : left,
    right: isMilestone ? left + reach : right,
    isPoint: isMilestone,
    top: rowTop + (isMilestone ? MIDDLE - MILESTONE_RADIUS : BAR_TOP),
    bottom: rowTop + (isMilestone ? MIDDLE + MILESTONE_RADIUS : BAR_TOP + BAR_HEIGHT),
    rowTop,
    rowBottom: rowTop + ROW,
  };
}

/** Draw a task's row in coordinates of the whole chart. */
export function drawTask(tasks: TaskColumns, task: number, row: number, timeline: Timeline, shown: Shown): SVGGElement {
  const group = svg("g", { class: classesOf(tasks, task, shown), transform: `translate(0 ${row * ROW})` });
  group.dataset["task"] = String(task);
  if (shown.baseline) append(group, baseline(tasks, task, timeline));
  if (shown.float) append(group, float(tasks, task, timeline));
  const anchor = anchorOf(tasks, task, row, timeline);
  if (anchor) {
    const floatEnd = shown.float ? timeline.x(tasks.late_finish[task] ?? -Infinity) : -Infinity;
    group.append(...shape(tasks, task, anchor), label(tasks, task, Math.max(anchor.right, floatEnd) + LABEL_GAP));
  }
  append(group, deadline(tasks, task, timeline));
  return group;
}

function append(group: SVGGElement, part: SVGElement | undefined): void {
  if (part) group.append(part);
}

function classesOf(tasks: TaskColumns, task: number, shown: Shown): string {
  const isCritical = shown.critical && tasks.critical[task] === 1;
  const isFinished = tasks.percent[task] === 100;
  return [
    "gantt-task",
    `gantt-${tasks.kind[task]}`,
    isCritical ? "gantt-critical" : "",
    isFinished ? "gantt-finished" : "",
    tasks.editable[task] ? "gantt-editable" : "",
    tasks.manual[task] ? "gantt-manual" : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function shape(tasks: TaskColumns, task: number, { left, right }: Anchor): SVGElement[] {
  switch (tasks.kind[task]) {
    case "milestone":
      return [diamond((left + right) / 2)];
    case "summary":
      return [bracket(left, right)];
    default:
      return bar(left, right, tasks.percent[task] ?? 0, tasks.editable[task] === 1);
  }
}

function diamond(x: number): SVGElement {
  const r = MILESTONE_RADIUS;
  return svg("path", { class: "gantt-diamond", d: `M${x} ${MIDDLE - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z` });
}

function bracket(left: number, right: number): SVGElement {
  const tip = Math.min(6, (right - left) / 2);
  const top = MIDDLE - SUMMARY_HEIGHT / 2;
  const d = `M${left} ${top}H${right}V${top + SUMMARY_HEIGHT + tip}L${right - tip} ${top + SUMMARY_HEIGHT}H${left + tip}L${left} ${top + SUMMARY_HEIGHT + tip}z`;
  return svg("path", { class: "gantt-bracket", d });
}

function bar(left: number, right: number, percent: number, isEditable: boolean): SVGElement[] {
  const width = right - left;
  const box = { x: left, y: BAR_TOP, height: BAR_HEIGHT, rx: Math.min(3, width / 2) };
  const parts: SVGElement[] = [svg("rect", { class: "gantt-bar", width, ...box })];
  if (percent > 0) parts.push(svg("rect", { class: "gantt-progress", ...box, width: (width * percent) / 100 }));
  if (isEditable) {
    parts.push(svg("rect", { class: "gantt-handle", x: right - HANDLE / 2, y: BAR_TOP, width: HANDLE, height: BAR_HEIGHT }));
  }
  return parts;
}

function baseline(tasks: TaskColumns, task: number, timeline: Timeline): SVGElement | undefined {
  const start = tasks.baseline_start[task];
  const finish = tasks.baseline_finish[task];
  if (start === null || start === undefined || finish === null || finish === undefined) return undefined;
  const x = timeline.x(start);
  if (tasks.kind[task] === "milestone") {
    const middle = BASELINE_TOP + BASELINE_HEIGHT / 2;
    return svg("path", { class: "gantt-baseline", d: `M${x} ${middle - 3.5}l3.5 3.5l-3.5 3.5l-3.5 -3.5z` });
  }
  const width = Math.max(timeline.x(finish) - x, NARROWEST_BAR);
  return svg("rect", { class: "gantt-baseline", x, y: BASELINE_TOP, width, height: BASELINE_HEIGHT, rx: 1.5 });
}

function float(tasks: TaskColumns, task: number, timeline: Timeline): SVGElement | undefined {
  const finish = tasks.finish[task];
  const late = tasks.late_finish[task];
  if (tasks.kind[task] === "summary" || finish === null || finish === undefined) return undefined;
  if (late === null || late === undefined || late <= finish) return undefined;
  const d = `M${timeline.x(finish)} ${MIDDLE}H${timeline.x(late)}m0 -4v8`;
  return svg("path", { class: "gantt-float", d });
}

function deadline(tasks: TaskColumns, task: number, timeline: Timeline): SVGElement | undefined {
  const instant = tasks.deadline[task];
  if (instant === null || instant === undefined) return undefined;
  const x = timeline.x(instant);
  const isMissed = (tasks.finish[task] ?? -Infinity) > instant;
  const d = `M${x} ${BAR_TOP + BAR_HEIGHT}V${BAR_TOP - 1}m-5 -5h10l-5 6z`;
  return svg("path", { class: isMissed ? "gantt-deadline gantt-deadline-missed" : "gantt-deadline", d });
}

function label(tasks: TaskColumns, task: number, x: number): SVGElement {
  const text = svg("text", { class: "gantt-label", x, y: MIDDLE });
  text.textContent = labelText(tasks, task);
  return text;
}

function labelText(tasks: TaskColumns, task: number): string {
  const finish = tasks.finish[task];
  if (tasks.kind[task] === "milestone" && finish !== null && finish !== undefined) {
    return monthDayText(dayOf(lastMinute(finish)));
  }
  return tasks.kind[task] === "summary" ? "" : (tasks.responsible[task] ?? "");
}
