/** Bringing a schedule document in step with the server's answer to an edit. */

import type { ChangedColumns, EditAnswer, ScheduleDocument, TaskColumns } from "../document.ts";

/** Bring a document up to the revision of an answer that brings the changed columns. */
export function applyAnswer(schedule: ScheduleDocument, answer: EditAnswer): void {
  if (!answer.changed) return;
  applyChanges(schedule.tasks, answer.changed);
  if (answer.edited) applyChanges(schedule.tasks, answer.edited);
  if (answer.project) schedule.project = answer.project;
  if (answer.links) schedule.links = answer.links;
  if (answer.drivers) schedule.tasks.driver = answer.drivers;
  const drivers = new Set(schedule.tasks.driver);
  schedule.links.driving = schedule.links.predecessor.map((_, link) => (drivers.has(link) ? 1 : 0));
  schedule.revision = answer.revision;
}

/** Write the changed columns of an answer over the rows with the same ids. */
export function applyChanges(tasks: TaskColumns, changed: ChangedColumns): void {
  const indexOfId = new Map(tasks.id.map((id, index) => [id, index]));
  for (const [column, values] of Object.entries(changed)) {
    const target = tasks[column as keyof TaskColumns] as unknown[];
    values.forEach((value, position) => {
      const index = indexOfId.get(changed.id[position]!);
      if (index !== undefined) target[index] = value;
    });
  }
}
