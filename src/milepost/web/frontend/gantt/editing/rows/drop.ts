/** Where dragged rows may be dropped: between which rows, on which level of the outline, and by which commands. */

import type { Command, TaskColumns } from "../../document.ts";
import { endOf, roots } from "../draft.ts";

/** Visible tasks, by index, in the order of the rows. */
export type Rows = readonly number[];

export interface Drop {
  /** The row before which the tasks go; one past the last is the end. */
  row: number;
  level: number;
  /** The task to hold them, by index, or -1 on the first level. */
  holder: number;
}

/** The drop nearest to a row and a level; undefined within what is dragged itself. */
export function dropAt(tasks: TaskColumns, rows: Rows, dragged: readonly number[], row: number, level: number): Drop | undefined {
  const moved = new Set(roots(tasks, dragged).flatMap((root) => range(root, endOf(tasks, root))));
  if (rows[row] !== undefined && moved.has(rows[row])) {
    const isFirst = rows[row - 1] === undefined || !moved.has(rows[row - 1]!);
    if (!isFirst) return undefined;
  }
  const above = rows.slice(0, row).findLast((task) => !moved.has(task));
  const below = rows.slice(row).find((task) => !moved.has(task));
  const least = below === undefined ? 1 : tasks.level[below]!;
  const most = above === undefined ? 1 : tasks.level[above]! + (tasks.kind[above] === "milestone" ? 0 : 1);
  const found = Math.max(Math.min(least, most), Math.min(level, most));
  let holder = above ?? -1;
  while (holder >= 0 && tasks.level[holder]! >= found) holder = tasks.parent[holder]!;
  return { row, level: found, holder };
}

/** The commands that put tasks there: before the next one of that level, or last in what holds them. */
export function commandsFor(tasks: TaskColumns, rows: Rows, ids: number[], { row, level, holder }: Drop): Command[] {
  const chosen = new Set(roots(tasks, ids).flatMap((root) => range(root, endOf(tasks, root))));
  const below = rows.slice(row).find((task) => !chosen.has(task));
  if (below !== undefined && tasks.level[below] === level) return [{ do: "move", tasks: ids, before: tasks.id[below]! }];
  if (holder >= 0) return [{ do: "move", tasks: ids, before: null, under: tasks.id[holder]! }];
  const last = rows.findLast((task) => !chosen.has(task));
  const steps = last === undefined ? 0 : tasks.level[last]! - 1;
  return [{ do: "move", tasks: ids, before: null }, ...Array.from({ length: steps }, (): Command => ({ do: "outdent", tasks: ids }))];
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, offset) => from + offset);
