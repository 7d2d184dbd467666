/** Walking through the rows and the outline. */

import { type Command, type Gantt, hasActive } from "./command.ts";

const topic = "Move around";

function go(gantt: Gantt, row: number): void {
  gantt.workspace.select(row);
  gantt.view.goToActive();
}

const step = (gantt: Gantt, rows: number): void =>
  go(gantt, hasActive(gantt) ? gantt.workspace.activeRow + rows : 0);

export const MOVING: readonly Command[] = [
  { name: "next-row", label: "Next row", topic, keys: ["ArrowDown"], run: (gantt) => step(gantt, 1) },
  { name: "previous-row", label: "Previous row", topic, keys: ["ArrowUp"], run: (gantt) => step(gantt, -1) },
  { name: "next-page", label: "A page down", topic, keys: ["PageDown"], run: (gantt) => step(gantt, gantt.view.rowsPerPage) },
  {
    name: "previous-page",
    label: "A page up",
    topic,
    keys: ["PageUp"],
    run: (gantt) => step(gantt, -gantt.view.rowsPerPage),
  },
  { name: "first-row", label: "First row", topic, keys: ["Home"], run: (gantt) => go(gantt, 0) },
  { name: "last-row", label: "Last row", topic, keys: ["End"], run: (gantt) => go(gantt, Infinity) },
  { name: "expand", label: "Expand, or enter the summary", topic, keys: ["ArrowRight"], isAllowed: hasActive, run: expandOrEnter },
  {
    name: "collapse",
    label: "Collapse, or go to the summary",
    topic,
    keys: ["ArrowLeft"],
    isAllowed: hasActive,
    run: collapseOrLeave,
  },
  { name: "expand-all", label: "Expand all", topic, icon: "expand", run: ({ workspace }) => workspace.expandAll(true) },
  { name: "collapse-all", label: "Collapse all", topic, icon: "collapse", run: ({ workspace }) => workspace.expandAll(false) },
];

function expandOrEnter(gantt: Gantt): void {
  const { outline, activeTask, activeRow } = gantt.workspace;
  if (!outline.isExpandable(activeTask)) return;
  if (outline.isExpanded(activeTask)) go(gantt, activeRow + 1);
  else gantt.workspace.setExpanded(activeTask, true);
}

function collapseOrLeave(gantt: Gantt): void {
  const { outline, tasks, activeTask } = gantt.workspace;
  const parent = tasks.parent[activeTask]!;
  if (outline.isExpandable(activeTask) && outline.isExpanded(activeTask)) gantt.workspace.setExpanded(activeTask, false);
  else if (parent >= 0) go(gantt, outline.rowOf(parent)!);
}
