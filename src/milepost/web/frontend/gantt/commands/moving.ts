/** Walking through rows, cells and the outline. */

import { type Command, type Gantt, hasActive } from "./command.ts";
import { conditionCount } from "../filtering.ts";
import { gettext } from "../../texts.ts";

const topic = "moving";

function go(gantt: Gantt, row: number, column?: string | null): void {
  gantt.walking.endRun();
  gantt.workspace.select(row, column);
  gantt.view.goToActive();
}

function step(gantt: Gantt, rows: number): void {
  const { activeRow, selection } = gantt.workspace;
  if (activeRow < 0) go(gantt, 0, selection.column ?? "name");
  else go(gantt, Math.max(0, activeRow + rows));
}

function beside(gantt: Gantt, steps: number): void {
  const { activeRow, columns, selection } = gantt.workspace;
  go(gantt, activeRow, columns.beside(selection.column!, steps));
}

const inCell = ({ workspace }: Gantt): boolean => workspace.selection.column !== undefined;
const inRow = (gantt: Gantt): boolean => hasActive(gantt) && !inCell(gantt);
const hasBeside = (steps: number) => (gantt: Gantt): boolean => {
  const { columns, selection } = gantt.workspace;
  return selection.column !== undefined && columns.beside(selection.column, steps) !== undefined;
};

/** The edge of the columns; of the rows, when `row` says which. */
const edge = (gantt: Gantt, which: "first" | "last", row = gantt.workspace.activeRow): void => {
  const keys = gantt.workspace.columns.shownKeys;
  go(gantt, row, (which === "first" ? keys[0] : keys.at(-1)) ?? null);
};

const WALKING: readonly Command[] = [
  { name: "next-row", label: gettext("Next row"), topic, keys: ["ArrowDown"], run: (gantt) => step(gantt, 1) },
  { name: "previous-row", label: gettext("Previous row"), topic, keys: ["ArrowUp"], run: (gantt) => step(gantt, -1) },
  { name: "next-cell", label: gettext("Next cell"), topic, keys: ["ArrowRight"], isAllowed: hasBeside(1), run: (gantt) => beside(gantt, 1) },
  { name: "previous-cell", label: gettext("Previous cell"), topic, keys: ["ArrowLeft"], isAllowed: hasBeside(-1), run: (gantt) => beside(gantt, -1) },
  {
    name: "row",
    label: gettext("From the first cell to the whole row"),
    topic,
    keys: ["ArrowLeft", "Escape"],
    isAllowed: inCell,
    run: (gantt) => go(gantt, gantt.workspace.activeRow, null),
  },
  { name: "tab", label: gettext("Next cell; from the last one, out of the table"), topic, keys: ["Tab"], isAllowed: hasBeside(1), run: ({ walking }) => walking.go("right") },
  { name: "tab-back", label: gettext("Previous cell"), topic, keys: ["Shift+Tab"], isAllowed: hasBeside(-1), run: ({ walking }) => walking.go("left") },
  {
    name: "down",
    label: gettext("Down, to where a run of Tabs began"),
    topic,
    keys: ["Enter"],
    isAllowed: (gantt) => inCell(gantt) && gantt.workspace.mayEdit,
    run: ({ walking }) => walking.go("down"),
  },
  { name: "up", label: gettext("Up"), topic, keys: ["Shift+Enter"], isAllowed: inCell, run: ({ walking }) => walking.go("up") },
  { name: "next-page", label: gettext("A page down"), topic, keys: ["PageDown"], run: (gantt) => step(gantt, gantt.view.rowsPerPage) },
  { name: "previous-page", label: gettext("A page up"), topic, keys: ["PageUp"], run: (gantt) => step(gantt, -gantt.view.rowsPerPage) },
  { name: "first-cell", label: gettext("First cell of the row"), topic, keys: ["Home"], isAllowed: inCell, run: (gantt) => edge(gantt, "first") },
  { name: "last-cell", label: gettext("Last cell of the row"), topic, keys: ["End"], isAllowed: inCell, run: (gantt) => edge(gantt, "last") },
  { name: "project-start", label: gettext("Start of the project"), topic, keys: ["Alt+Home"], run: ({ view, workspace }) => view.goToDate(workspace.schedule.project.start) },
  { name: "project-finish", label: gettext("Finish of the project"), topic, keys: ["Alt+End"], run: ({ view, workspace }) => view.goToDate(workspace.schedule.project.finish) },
  { name: "task-bar", label: gettext("Scroll to the task's bar"), topic, keys: ["Ctrl+Shift+F5"], isAllowed: hasActive, run: ({ view, workspace }) => view.goToDate(workspace.tasks.start[workspace.activeTask] ?? null) },
  { name: "unfiltered", label: gettext("All tasks, without the filter"), topic, keys: ["F3"], isAllowed: ({ filtered }) => conditionCount(filtered) > 0, run: (gantt) => void gantt.filter(gantt.filtered.sort ? { sort: gantt.filtered.sort } : {}) },
  { name: "first-row", label: gettext("First row"), topic, keys: ["Ctrl+Home", "Home"], run: (gantt) => go(gantt, 0) },
  { name: "last-row", label: gettext("Last row"), topic, keys: ["Ctrl+End", "End"], run: (gantt) => go(gantt, Infinity) },
];

const OUTLINE: readonly Command[] = [
  { name: "expand", label: gettext("Expand the summary, or enter its cells"), topic, keys: ["ArrowRight"], isAllowed: inRow, run: expandOrEnter },
  { name: "collapse", label: gettext("Collapse the summary, or go to the one above"), topic, keys: ["ArrowLeft"], isAllowed: inRow, run: collapseOrLeave },
  { name: "show-below", label: gettext("Expand the summary"), topic, keys: ["Alt+Shift++", "Alt++", "Alt+="], isAllowed: hasActive, run: (gantt) => setExpanded(gantt, true) },
  { name: "hide-below", label: gettext("Collapse the summary"), topic, keys: ["Alt+Shift+-", "Alt+-"], isAllowed: hasActive, run: (gantt) => setExpanded(gantt, false) },
];

export const MOVING: readonly Command[] = [...WALKING, ...OUTLINE];

function expandOrEnter(gantt: Gantt): void {
  const { workspace } = gantt;
  const { outline, activeTask, activeRow } = workspace;
  if (outline.isExpandable(activeTask) && !outline.isExpanded(activeTask)) return workspace.setExpanded(activeTask, true);
  go(gantt, activeRow, workspace.columns.shownKeys[0]);
}

function collapseOrLeave(gantt: Gantt): void {
  const { outline, tasks, activeTask } = gantt.workspace;
  const parent = tasks.parent[activeTask]!;
  if (outline.isExpandable(activeTask) && outline.isExpanded(activeTask)) gantt.workspace.setExpanded(activeTask, false);
  else if (parent >= 0) go(gantt, outline.rowOf(parent) ?? 0, null);
}

function setExpanded({ workspace }: Gantt, expanded: boolean): void {
  const { outline, activeTask } = workspace;
  if (outline.isExpandable(activeTask)) workspace.setExpanded(activeTask, expanded);
}
