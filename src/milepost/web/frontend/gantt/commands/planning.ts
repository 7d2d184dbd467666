/** The rows of the plan: insert, remove, indent, outdent, move, link, and the way back. */

import { endOf, roots, withIndented, withMoved, withRemoved } from "../editing/draft.ts";
import { BLANK } from "../selection.ts";
import { type Command, type Gantt, mayEdit } from "./command.ts";

const topic = "Rows";

const inPlan = (gantt: Gantt): boolean => mayEdit(gantt) && gantt.workspace.isWhole;
const hasRows = (gantt: Gantt): boolean => mayEdit(gantt) && gantt.workspace.selection.ids.size > 0;
const mayShape = (gantt: Gantt): boolean => inPlan(gantt) && hasRows(gantt);

export const PLANNING: readonly Command[] = [
  { name: "undo", label: "Undo", topic: "Edit", keys: ["Ctrl+Z"], icon: "undo", isAllowed: (gantt) => Boolean(mayEdit(gantt) && gantt.history?.undo), run: ({ edits }) => void edits.revert("undo") },
  { name: "redo", label: "Redo", topic: "Edit", keys: ["Ctrl+Y", "Ctrl+Shift+Z"], icon: "redo", isAllowed: (gantt) => Boolean(mayEdit(gantt) && gantt.history?.redo), run: ({ edits }) => void edits.revert("redo") },
  { name: "insert", label: "Insert a task above", topic, keys: ["Insert", "Ctrl+I"], icon: "insert", isAllowed: inPlan, run: ({ typing }) => typing.insert() },
  { name: "remove", label: "Delete tasks", topic, keys: ["Ctrl+-", "Delete", "Backspace"], icon: "remove", isAllowed: hasRows, run: remove },
  { name: "outdent", label: "Outdent", topic, keys: ["Alt+Shift+ArrowLeft"], icon: "outdent", isAllowed: mayShape, run: (gantt) => indent(gantt, -1) },
  { name: "indent", label: "Indent", topic, keys: ["Alt+Shift+ArrowRight"], icon: "indent", isAllowed: mayShape, run: (gantt) => indent(gantt, 1) },
  { name: "raise", label: "Move up", topic, keys: ["Alt+Shift+ArrowUp"], icon: "up", isAllowed: mayShape, run: raise },
  { name: "lower", label: "Move down", topic, keys: ["Alt+Shift+ArrowDown"], icon: "down", isAllowed: mayShape, run: lower },
  { name: "chain", label: "Link in order", topic, keys: ["Ctrl+F2"], icon: "link", isAllowed: (gantt) => hasRows(gantt) && gantt.workspace.selection.ids.size > 1, run: chain },
  { name: "unchain", label: "Unlink", topic, keys: ["Ctrl+Shift+F2"], icon: "unlink", isAllowed: (gantt) => hasRows(gantt) && linksAmong(gantt).length > 0, run: unchain },
];

function remove({ workspace, edits, view }: Gantt): void {
  const ids = rootIds(workspace.tasks, workspace.selectedIds);
  edits.send({ commands: [{ do: "remove", tasks: ids }], draw: (schedule) => withRemoved(schedule, ids.map(edits.idOf)) });
  view.goToActive({ revealsBar: false });
}

function indent({ workspace, edits }: Gantt, by: 1 | -1): void {
  const ids = rootIds(workspace.tasks, workspace.selectedIds);
  edits.send({
    commands: [{ do: by > 0 ? "indent" : "outdent", tasks: ids }],
    draw: (schedule) => withIndented(schedule, ids.map(edits.idOf), by),
  });
}

/** Move the selected tasks before the sibling above the first of them. */
function raise(gantt: Gantt): void {
  const { tasks } = gantt.workspace;
  const first = roots(tasks, gantt.workspace.selectedIds)[0];
  if (first === undefined) return;
  const above = tasks.parent.findLastIndex((parent, task) => task < first && parent === tasks.parent[first]);
  if (above >= 0) moveBefore(gantt, tasks.id[above]!);
}

/** Move the selected tasks behind the sibling below the last of them. */
function lower(gantt: Gantt): void {
  const { tasks } = gantt.workspace;
  const last = roots(tasks, gantt.workspace.selectedIds).at(-1);
  if (last === undefined) return;
  const below = endOf(tasks, last);
  if (tasks.parent[below] !== tasks.parent[last]) return;
  const behind = endOf(tasks, below);
  moveBefore(gantt, tasks.id[behind] ?? null, tasks.id[below]!);
}

