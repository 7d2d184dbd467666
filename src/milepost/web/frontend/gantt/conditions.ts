/** What color and shape tell in the chart, in words; and how a task stands. */

import type { ProjectFacts, TaskColumns } from "./document.ts";
import { dateText, finishText } from "./instants.ts";

export const STATUSES = ["Not started", "In progress", "Late", "Done"] as const;
export type Status = (typeof STATUSES)[number];

/** How a task stands at the status date: late when it should have started or ended by then. */
export function statusText(tasks: TaskColumns, task: number, project: ProjectFacts): Status {
  const percent = tasks.percent[task] ?? 0;
  const by = project.status_date ?? project.today ?? -Infinity;
  if (percent === 100) return "Done";
  if ((tasks.finish[task] ?? Infinity) < by || isPastDeadline(tasks, task)) return "Late";
  if (percent > 0 || tasks.actual_start[task] != null) return "In progress";
  return (tasks.start[task] ?? Infinity) < by ? "Late" : "Not started";
}

export function isPastDeadline(tasks: TaskColumns, task: number): boolean {
  const deadline = tasks.deadline[task];
  return deadline != null && (tasks.finish[task] ?? -Infinity) > deadline;
}

export function conditionText(tasks: TaskColumns, task: number): string {
  const finish = tasks.finish[task];
  const baseline = tasks.baseline_finish[task];
  const deadline = tasks.deadline[task];
  const conditions: string[] = [];
  if (tasks.kind[task] !== "task") conditions.push(tasks.kind[task]!);
  if (tasks.critical[task]) conditions.push("critical");
  if (baseline != null && finish != null && finish > baseline) conditions.push(`baseline finish ${finishText(baseline)}`);
  if (deadline != null && finish != null) {
    conditions.push(isPastDeadline(tasks, task) ? `misses its deadline ${dateText(deadline)}` : `deadline ${dateText(deadline)}`);
  }
  if (tasks.constraint[task]) conditions.push(tasks.constraint[task]!);
  if (tasks.manual[task]) conditions.push("scheduled by hand");
  if (tasks.abroad[task]) conditions.push(tasks.abroad[task]!);
  return conditions.join(", ");
}
