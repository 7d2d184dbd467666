/** What color and shape tell in the chart, in words. */

import type { TaskColumns, TaskStatus } from "./document.ts";
import { dateText, finishText } from "./instants.ts";
import { gettext } from "../texts.ts";

export const STATUS_WORDS: Record<TaskStatus, string> = {
  "not started": gettext("Not started"),
  "in progress": gettext("In progress"),
  late: gettext("Late"),
  done: gettext("Done"),
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
  if (tasks.kind[task] === "summary") conditions.push(gettext("summary"));
  if (tasks.kind[task] === "milestone") conditions.push(gettext("milestone"));
  if (tasks.critical[task]) conditions.push(gettext("critical"));
  if (baseline != null && finish != null && finish > baseline) conditions.push(gettext("baseline finish %(date)s", { date: finishText(baseline) }));
  if (deadline != null && finish != null) {
    const date = dateText(deadline);
    conditions.push(isPastDeadline(tasks, task) ? gettext("misses its deadline %(date)s", { date }) : gettext("deadline %(date)s", { date }));
  }
  if (tasks.constraint[task]) conditions.push(tasks.constraint[task]!);
  if (tasks.manual[task]) conditions.push(gettext("scheduled by hand"));
  if (tasks.abroad[task]) conditions.push(tasks.abroad[task]!);
  return conditions.join(", ");
}
