/** What each command of the keyboard does with the rows. */

import type { TaskColumns } from "./document.ts";
import type { Gesture } from "./drag.ts";
import type { Command } from "./keyboard.ts";
import type { Outline } from "./outline.ts";

export interface Navigable {
  readonly tasks: TaskColumns;
  readonly outline: Outline;
  readonly selectedTask: number;
  readonly selectedRow: number;
  readonly rowsPerPage: number;
  select(row: number): void;
  setExpanded(task: number, expanded: boolean): void;
  open(): void;
  explain(): void;
  zoomBy(direction: 1 | -1): void;
  nudge(task: number, gesture: Gesture, direction: 1 | -1): void;
}

export function perform(command: Command, gantt: Navigable): void {
  switch (command.name) {
    case "step":
      return gantt.select(gantt.selectedRow + command.rows);
    case "page":
      return gantt.select(gantt.selectedRow + command.direction * gantt.rowsPerPage);
    case "edge":
      return gantt.select(command.last ? Infinity : 0);
    case "expand":
      return expandOrEnter(gantt);
    case "collapse":
      return collapseOrLeave(gantt);
    case "open":
      return gantt.open();
    case "explain":
      return gantt.explain();
    case "zoom":
      return gantt.zoomBy(command.direction);
    case "move":
    case "stretch":
      return gantt.nudge(gantt.selectedTask, command.name, command.direction);
  }
}

function expandOrEnter(gantt: Navigable): void {
  const { outline, selectedTask } = gantt;
  if (!outline.isExpandable(selectedTask)) return;
  if (outline.isExpanded(selectedTask)) gantt.select(gantt.selectedRow + 1);
  else gantt.setExpanded(selectedTask, true);
}

function collapseOrLeave(gantt: Navigable): void {
  const { outline, selectedTask } = gantt;
  const parent = gantt.tasks.parent[selectedTask]!;
  if (outline.isExpandable(selectedTask) && outline.isExpanded(selectedTask)) gantt.setExpanded(selectedTask, false);
  else if (parent >= 0) gantt.select(outline.rowOf(parent)!);
}
