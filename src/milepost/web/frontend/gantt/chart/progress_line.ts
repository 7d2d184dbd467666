/** The progress line: down the status date, with a peak to where each task's work has come. */

import { MIDDLE, ROW } from "../dimensions.ts";
import type { TaskColumns } from "../document.ts";
import type { Timeline } from "./timeline.ts";

/** Draw the line over some rows; `rows` are the tasks in them, from row `firstRow` on. */
export function progressLine(
  tasks: TaskColumns,
  rows: readonly number[],
  firstRow: number,
  timeline: Timeline,
  statusDate: number,
): string {
  const line = timeline.x(statusDate);
  let path = `M${line} ${firstRow * ROW}`;
  rows.forEach((task, offset) => {
    const top = (firstRow + offset) * ROW;
    const point = progressPoint(tasks, task, statusDate);
    if (point !== statusDate) path += `V${top + 2}L${timeline.x(point)} ${top + MIDDLE}L${line} ${top + ROW - 2}`;
    path += `V${top + ROW}`;
  });
  return path;
}

/** The instant that a task's work has reached; the status date when it is as far as it should be, or has no work. */
export function progressPoint(tasks: TaskColumns, task: number, statusDate: number): number {
  const start = tasks.start[task];
  const finish = tasks.finish[task];
  if (tasks.kind[task] === "summary" || tasks.inactive[task] || start == null || finish == null) return statusDate;
  const percent = tasks.percent[task]!;
  if (percent === 100 && finish <= statusDate) return statusDate;
  if (percent === 0 && start >= statusDate) return statusDate;
  return start + ((finish - start) * percent) / 100;
}
