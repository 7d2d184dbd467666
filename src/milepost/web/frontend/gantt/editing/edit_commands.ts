/** Commands of edits that name tasks the server has yet to make: their ids are below zero until then. */

import type { Command, TaskRef } from "../document.ts";

export const keyOf = (id: number): string => String(-id);
export const idOfKey = (key: string | undefined): number => -Number(key);

/** All tasks of this project that a command names. */
export function tasksOf(command: Command): number[] {
  const ids: number[] = [];
  eachTask(command, (id) => ids.push(id));
  return ids;
}

/** A command as it goes out: made tasks by the server's id, those to be made by their key. */
export function addressed(command: Command, idOf: (id: number) => number): Command {
  const sent = (id: number): TaskRef => (idOf(id) < 0 ? keyOf(id) : idOf(id));
  return eachTask(command, sent) as Command;
}

function eachTask(command: Command, use: (id: number) => unknown): object {
  const found: Record<string, unknown> = { ...command };
  for (const name of ["task", "before", "under", "predecessor", "successor"]) {
    if (typeof found[name] === "number") found[name] = use(found[name]);
  }
  if (command.do !== "copy" && "tasks" in command) found["tasks"] = command.tasks.map((id) => use(id as number));
  return found;
}
