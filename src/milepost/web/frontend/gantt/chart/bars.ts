/** What one task draws in its row: bar, bracket or diamond, with progress, baseline, float, deadline and label. */

import { BAR_HEIGHT, BAR_TOP, BASELINE_HEIGHT, BASELINE_TOP, MIDDLE, MILESTONE_RADIUS, ROW, SUMMARY_HEIGHT } from "../dimensions.ts";
import type { Instant, TaskColumns } from "../document.ts";
import { svg } from "../elements.ts";
import { dayOf, lastMinute, monthDayText } from "../instants.ts";
import type { ChartWindow } from "../viewport.ts";
import type { Coloring } from "./coloring.ts";
import { type Anchor, STUB } from "./routes.ts";
import type { Timeline } from "./timeline.ts";

const NARROWEST_BAR = 3;
const LABEL_GAP = 8;
const ABROAD_LENGTH = 18;
const ROOM_FOR_LABEL = 220;

export interface Shown {
  critical: boolean;
  baseline: boolean;
  float: boolean;
  links: boolean;
  progress: boolean;
}

/** What the bars of one drawing have in common. */
export interface Palette {
  timeline: Timeline;
  shown: Shown;
  coloring: Coloring;
  window: ChartWindow;
  /** Tasks with a link at their right end, which their label leaves room for. */
  withFollowers: ReadonlySet<number>;
  /** Milestones that a collapsed summary shows in its row. */
  rolledUp(task: number): readonly number[];
}

/** Where links meet the shape of a task; undefined for a task without dates. */
export function anchorOf(tasks: TaskColumns, task: number, row: number, timeline: Timeline): Anchor | undefined {
  const start = tasks.start[task];
  const finish = tasks.finish[task];
  if (start == null || finish == null) return undefined;
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

/** The task whose signs an element of the chart is one of. */
export function taskUnder(target: Element): number | undefined {
  const group = target.closest<SVGGElement>(".gantt-task");
  return group ? Number(group.dataset["task"]) : undefined;
}

/** Draw a task's row in coordinates of the whole chart; undefined when nothing of it lies in the window. */
export function drawTask(tasks: TaskColumns, task: number, row: number, palette: Palette): SVGGElement | undefined {
  const { timeline, shown, window } = palette;
  if (!isInside(tasks, task, timeline, window)) return undefined;
  const group = svg("g", { class: classesOf(tasks, task, palette), transform: `translate(0 ${row * ROW})` });
  group.dataset["task"] = String(task);
  const anchor = anchorOf(tasks, task, row, timeline);
  append(group, shown.baseline && baseline(tasks, task, timeline));
  append(group, shown.float && float(tasks, task, timeline));
  if (anchor) group.append(...shape(tasks, task, anchor, timeline), ...palette.rolledUp(task).map((found) => rolledUp(tasks, found, timeline)));
  append(group, deadline(tasks, task, timeline));
  append(group, anchor && shown.links && tasks.abroad[task] !== "" && abroad(anchor));
  append(group, anchor && label(tasks, task, anchor, palette));
  return group;
}

function isInside(tasks: TaskColumns, task: number, timeline: Timeline, { left, right }: ChartWindow): boolean {
  const columns = [tasks.start, tasks.finish, tasks.baseline_start, tasks.baseline_finish, tasks.deadline, tasks.late_finish];
  const places = columns.map((column) => column[task]).filter((instant): instant is number => instant != null);
  if (!places.length) return false;
  return timeline.x(Math.max(...places)) + ROOM_FOR_LABEL >= left && timeline.x(Math.min(...places)) - MILESTONE_RADIUS <= right;
}

function append(group: SVGGElement, part: SVGElement | false | undefined): void {
  if (part) group.append(part);
}

function classesOf(tasks: TaskColumns, task: number, { shown, coloring }: Palette): string {
  const hue = tasks.kind[task] === "summary" ? 0 : coloring.hueOf(task);
  const classes = {
    "gantt-critical": shown.critical && tasks.critical[task] === 1,
    "gantt-finished": tasks.percent[task] === 100,
    "gantt-editable": tasks.editable[task] === 1,
    "gantt-manual": tasks.manual[task] === 1,
    "gantt-inactive": tasks.inactive[task] === 1,
    "gantt-colored": coloring.way !== "plain",
    [`gantt-hue-${hue}`]: hue > 0,
  };
  const held = Object.entries(classes).flatMap(([name, holds]) => (holds ? [name] : []));
  return ["gantt-task", `gantt-${tasks.kind[task]}`, ...held].join(" ");
}

function shape(tasks: TaskColumns, task: number, { left, right }: Anchor, timeline: Timeline): SVGElement[] {
  switch (tasks.kind[task]) {
    case "milestone":
      return [diamond((left + right) / 2, MILESTONE_RADIUS)];
    case "summary":
      return [bracket(left, right)];
    default:
      return bars(tasks.parts?.[task]?.map((instant) => timeline.x(instant)) ?? [left, right], tasks.percent[task] ?? 0);
  }
}

function diamond(x: number, r: number): SVGElement {
  return svg("path", { class: "gantt-diamond", d: `M${x} ${MIDDLE - r}l${r} ${r}l${-r} ${r}l${-r} ${-r}z` });
}

function rolledUp(tasks: TaskColumns, task: number, timeline: Timeline): SVGElement {
  const mark = diamond(timeline.x(tasks.start[task]!), MILESTONE_RADIUS - 2);
  mark.setAttribute("class", "gantt-diamond gantt-rolled-up");
  return mark;
}

/** An arrow that comes from beyond the chart: the task waits for one of another project. */
function abroad({ left }: Anchor): SVGElement {
  const x = left - ABROAD_LENGTH;
  return svg("path", { class: "gantt-abroad", d: `M${x} ${MIDDLE}h${ABROAD_LENGTH - 6}m6 0l-6 -3.5v7zM${x} ${MIDDLE - 4}v8` });
}

function bracket(left: number, right: number): SVGElement {
  const tip = Math.min(6, (right - left) / 2);
  const top = MIDDLE - SUMMARY_HEIGHT / 2;
  const d = `M${left} ${top}H${right}V${top + SUMMARY_HEIGHT + tip}L${right - tip} ${top + SUMMARY_HEIGHT}H${left + tip}L${left} ${top + SUMMARY_HEIGHT + tip}z`;
  return svg("path", { class: "gantt-bracket", d });
}

/** The bars of a task's parts with a line through its splits; what is done fills them from the left. */
function bars(ends: readonly number[], percent: number): SVGElement[] {
  const lefts = ends.filter((_, at) => at % 2 === 0);
  const widths = lefts.map((left, at) => Math.max(ends[2 * at + 1]! - left, NARROWEST_BAR));
  let done = (widths.reduce((sum, width) => sum + width, 0) * percent) / 100;
  const drawn = lefts.flatMap((left, at) => {
    const share = Math.min(Math.max(done / widths[at]!, 0), 1);
    done -= widths[at]!;
    return bar(left, left + widths[at]!, 100 * share);
  });
  if (lefts.length === 1) return drawn;
  return [svg("path", { class: "gantt-split", d: `M${lefts[0]} ${MIDDLE}H${lefts.at(-1)}` }), ...drawn];
}

/** The whole bar is what remains; over it lies what is done. */
function bar(left: number, right: number, percent: number): SVGElement[] {
  const width = right - left;
  const box = { x: left, y: BAR_TOP, height: BAR_HEIGHT, rx: Math.min(3, width / 2) };
  const parts: SVGElement[] = [svg("rect", { class: "gantt-bar", width, ...box })];
  if (percent > 0) parts.push(svg("rect", { class: "gantt-progress", ...box, width: (width * percent) / 100 }));
  return parts;
}

function baseline(tasks: TaskColumns, task: number, timeline: Timeline): SVGElement | undefined {
  const start = tasks.baseline_start[task];
  const finish = tasks.baseline_finish[task];
  if (start == null || finish == null) return undefined;
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
  const late = lateFinish(tasks, task);
  if (finish == null || late === undefined) return undefined;
  const d = `M${timeline.x(finish)} ${MIDDLE}H${timeline.x(late)}m0 -4v8`;
  return svg("path", { class: "gantt-float", d });
}

function lateFinish(tasks: TaskColumns, task: number): number | undefined {
  const finish: Instant = tasks.finish[task] ?? null;
  const late: Instant = tasks.late_finish[task] ?? null;
  const hasFloat = tasks.kind[task] !== "summary" && finish !== null && late !== null && late > finish;
  return hasFloat ? late : undefined;
}

function deadline(tasks: TaskColumns, task: number, timeline: Timeline): SVGElement | undefined {
  const instant = tasks.deadline[task];
  if (instant == null) return undefined;
  const x = timeline.x(instant);
  const isMissed = (tasks.finish[task] ?? -Infinity) > instant;
  const d = `M${x} ${BAR_TOP + BAR_HEIGHT}V${BAR_TOP - 1}m-5 -5h10l-5 6z`;
  return svg("path", { class: isMissed ? "gantt-deadline gantt-deadline-missed" : "gantt-deadline", d });
}

/** The words right of everything that the row draws, clear of the link that leaves there. */
function label(tasks: TaskColumns, task: number, { right }: Anchor, palette: Palette): SVGElement | undefined {
  const words = labelText(tasks, task, palette.coloring);
  if (!words) return undefined;
  const { timeline, shown, withFollowers } = palette;
  const late = shown.float ? lateFinish(tasks, task) : undefined;
  const clear = Math.max(
    right + (shown.links && withFollowers.has(task) ? STUB : 0),
    late === undefined ? -Infinity : timeline.x(late),
    timeline.x(tasks.deadline[task] ?? -Infinity),
  );
  const text = svg("text", { class: "gantt-label", x: clear + LABEL_GAP, y: MIDDLE });
  text.textContent = words;
  return text;
}

function labelText(tasks: TaskColumns, task: number, coloring: Coloring): string {
  if (tasks.kind[task] === "summary") return "";
  const words = coloring.wordOf(task);
  const finish = tasks.finish[task];
  if (tasks.kind[task] !== "milestone" || finish == null) return words;
  const day = monthDayText(dayOf(lastMinute(finish)));
  return coloring.way === "plain" || !words ? day : `${day} · ${words}`;
}
