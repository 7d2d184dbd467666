/** How a task is named by its ID: in a chart of several projects with the number of its own, as predecessors are typed. */

import type { ScheduleDocument, TaskColumns } from "./document.ts";

/** The ID of a task, such as 12 or P-2026-004\12. */
export function referenceOf(schedule: ScheduleDocument, task: number): string {
  return isOfSeveral(schedule) ? `${projectOf(schedule.tasks, task)}\\${schedule.tasks.uid[task]}` : String(schedule.tasks.uid[task]);
}

/** Whether a row stands for a project and not for a task. */
export const isProject = (schedule: ScheduleDocument, task: number): boolean => isOfSeveral(schedule) && schedule.tasks.parent[task]! < 0;

/** The task that a text names: "12", "P-2026-004\12", "12 · Order switches" or a name; where projects share an ID or a name, the one beside `near`. */
export function taskNamed(schedule: ScheduleDocument, typed: string, near: number): number | undefined {
  const { tasks } = schedule;
  const text = typed.trim().toLowerCase();
  const reference = /^((?:\S+\\)?\d+)(?: ·.*)?$/.exec(text)?.[1];
  const named = tasks.id.flatMap((_, task) => (isNamed(schedule, task, text, reference) ? [task] : []));
  const own = isOfSeveral(schedule) ? named.find((task) => projectOf(tasks, task) === projectOf(tasks, near)) : undefined;
  return text ? (own ?? named[0]) : undefined;
}

export const isOfSeveral = ({ project }: ScheduleDocument): boolean => project.id === 0;

function isNamed(schedule: ScheduleDocument, task: number, text: string, reference: string | undefined): boolean {
  if (isProject(schedule, task)) return false;
  if (reference === undefined) return schedule.tasks.name[task]!.toLowerCase() === text;
  return String(schedule.tasks.uid[task]) === reference || referenceOf(schedule, task).toLowerCase() === reference;
}

/** The number of a task's project, which the row of the project has for its place in the outline. */
function projectOf(tasks: TaskColumns, task: number): string {
  let row = task;
  while (tasks.parent[row]! >= 0) row = tasks.parent[row]!;
  return tasks.wbs[row]!;
}
