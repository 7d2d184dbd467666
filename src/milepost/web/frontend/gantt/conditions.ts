/** What color and shape tell in the chart, in words. */

import type { TaskColumns, TaskStatus } from "./document.ts";
import { dateText, finishText } from "./instants.ts";

export const STATUS_WORDS: Record<TaskStatus, string> = {
  "not started": "Not started",
  "in progress": "In progress",
  late: "Late",
  done: "Done",
};

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
