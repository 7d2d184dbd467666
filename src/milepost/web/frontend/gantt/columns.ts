/** The grid's columns: heading, width in pixels, and what a task shows there. */

import type { ProjectFacts, TaskColumns } from "./document.ts";
import { dateText, finishText, workingDaysText } from "./instants.ts";

export interface Column {
  key: string;
  heading: string;
  width: number;
  isNumeric?: boolean;
  text(tasks: TaskColumns, task: number, project: ProjectFacts): string;
}

export const COLUMNS: readonly Column[] = [
  { key: "id", heading: "ID", width: 46, isNumeric: true, text: (tasks, task) => String(tasks.uid[task]) },
  { key: "name", heading: "Task", width: 256, text: (tasks, task) => tasks.name[task] ?? "" },
  {
    key: "duration",
    heading: "Duration",
    width: 72,
    isNumeric: true,
    text: (tasks, task) => tasks.duration_text[task] ?? "",
  },
  { key: "start", heading: "Start", width: 104, text: (tasks, task) => dateText(tasks.start[task] ?? null) },
  { key: "finish", heading: "Finish", width: 104, text: (tasks, task) => finishText(tasks.finish[task] ?? null) },
  { key: "percent", heading: "Done", width: 52, isNumeric: true, text: (tasks, task) => `${tasks.percent[task]}%` },
  {
    key: "float",
    heading: "Total float",
    width: 80,
    isNumeric: true,
    text: (tasks, task, project) => workingDaysText(tasks.total_slack[task] ?? null, project.minutes_per_day),
  },
  { key: "responsible", heading: "Responsible", width: 136, text: (tasks, task) => tasks.responsible[task] ?? "" },
  { key: "wbs", heading: "WBS", width: 72, text: (tasks, task) => tasks.wbs[task] ?? "" },
];

export const COLUMNS_WIDTH = COLUMNS.reduce((width, column) => width + column.width, 0);

/** What color and shape tell in the chart, in words for those who do not see it. */
export function conditionText(tasks: TaskColumns, task: number): string {
  const finish = tasks.finish[task];
  const baseline = tasks.baseline_finish[task];
  const deadline = tasks.deadline[task];
  const conditions: string[] = [];
  if (tasks.kind[task] !== "task") conditions.push(tasks.kind[task]!);
  if (tasks.critical[task]) conditions.push("critical");
  if (baseline != null && finish != null && finish > baseline) conditions.push(`baseline finish ${finishText(baseline)}`);
  if (deadline != null && finish != null) {
    conditions.push(finish > deadline ? `misses its deadline ${dateText(deadline)}` : `deadline ${dateText(deadline)}`);
  }
  if (tasks.constraint[task]) conditions.push(tasks.constraint[task]!);
  if (tasks.manual[task]) conditions.push("scheduled by hand");
  if (tasks.abroad[task]) conditions.push(tasks.abroad[task]!);
  return conditions.join(", ");
}
