/** The driving chain: the links that put a task where it is, back to the first. */

import type { ScheduleDocument } from "../document.ts";

/** Indexes of the links from a task back to what its date goes back to. */
export function drivingChain({ tasks, links }: ScheduleDocument, task: number): Set<number> {
  const chain = new Set<number>();
  let link = task < 0 ? -1 : tasks.driver[task]!;
  while (link >= 0 && !chain.has(link)) {
    chain.add(link);
    link = tasks.driver[drivingTask(tasks, links.predecessor[link]!)]!;
  }
  return chain;
}

/** Of a summary the task within it that finishes last: it decides when the summary does. */
function drivingTask(tasks: ScheduleDocument["tasks"], task: number): number {
  if (tasks.kind[task] !== "summary") return task;
  let last = task;
  for (let inside = task + 1; inside < tasks.id.length && tasks.level[inside]! > tasks.level[task]!; inside++) {
    if (tasks.kind[inside] !== "summary" && tasks.finish[inside] === tasks.finish[task]) last = inside;
  }
  return last;
}
