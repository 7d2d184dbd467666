/** The rows of the plan: insert, remove, indent, outdent, move, link, and the way back. */

import { type LinkCode, LinkType, type TaskColumns } from "../document.ts";
import { endOf, roots, withIndented, withMoved, withRemoved } from "../editing/draft.ts";
import { type Command, type Gantt, mayEdit } from "./command.ts";

const topic = "Rows";

const CODES: Record<LinkType, LinkCode> = {
  [LinkType.FinishFinish]: "FF",
  [LinkType.FinishStart]: "FS",
  [LinkType.StartFinish]: "SF",
  [LinkType.StartStart]: "SS",
};

const inPlan = (gantt: Gantt): boolean => mayEdit(gantt) && gantt.workspace.isWhole;
const hasRows = (gantt: Gantt): boolean => mayEdit(gantt) && gantt.workspace.selection.ids.size > 0;
const mayShape = (gantt: Gantt): boolean => inPlan(gantt) && hasRows(gantt);

export const PLANNING: readonly Command[] = [
  { name: "undo", label: "Undo", topic: "Edit", keys: ["Ctrl+Z"], icon: "undo", isAllowed: (gantt) => Boolean(mayEdit(gantt) && gantt.history?.undo), run: ({ edits }) => void edits.revert("undo") },
  { name: "redo", label: "Redo", topic: "Edit", keys: ["Ctrl+Y", "Ctrl+Shift+Z"], icon: "redo", isAllowed: (gantt) => Boolean(mayEdit(gantt) && gantt.history?.redo), run: ({ edits }) => void edits.revert("redo") },
  { name: "insert", label: "Insert a task above", topic, keys: ["Insert", "Ctrl+I"], icon: "insert", isAllowed: inPlan, run: ({ typing }) => typing.insert() },
  { name: "remove", label: "Delete tasks", topic, keys: ["Ctrl+-", "Delete", "Backspace"], icon: "delete", isAllowed: hasRows, run: remove },
  { name: "outdent", label: "Outdent", topic, keys: ["Alt+Shift+ArrowLeft"], icon: "outdent", isAllowed: mayShape, run: (gantt) => indent(gantt, -1) },
  { name: "indent", label: "Indent", topic, keys: ["Alt+Shift+ArrowRight"], icon: "indent", isAllowed: mayShape, run: (gantt) => indent(gantt, 1) },
  { name: "raise", label: "Move up", topic, keys: ["Alt+Shift+ArrowUp"], icon: "raise", isAllowed: mayShape, run: raise },
  { name: "lower", label: "Move down", topic, keys: ["Alt+Shift+ArrowDown"], icon: "lower", isAllowed: mayShape, run: lower },
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
  const { tasks, selectedIds } = gantt.workspace;
  const first = roots(tasks, selectedIds)[0]!;
  const above = tasks.parent.findLastIndex((parent, task) => task < first && parent === tasks.parent[first]);
  if (above >= 0) moveBefore(gantt, rootIds(tasks, selectedIds), tasks.id[above]!);
}

/** Move the sibling below the last of the selected tasks before the first of them. */
function lower(gantt: Gantt): void {
  const { tasks, selectedIds } = gantt.workspace;
  const chosen = roots(tasks, selectedIds);
  const below = endOf(tasks, chosen.at(-1)!);
  if (tasks.parent[below] === tasks.parent[chosen.at(-1)!]) moveBefore(gantt, [tasks.id[below]!], tasks.id[chosen[0]!]!);
}

function moveBefore({ edits }: Gantt, ids: number[], before: number): void {
  edits.send({
    commands: [{ do: "move", tasks: ids, before }],
    draw: (schedule) => withMoved(schedule, ids.map(edits.idOf), edits.idOf(before)),
  });
}

/** Let each selected task follow the one before it. */
function chain({ workspace, edits }: Gantt): void {
  const ids = workspace.selectedIds;
  const pairs = ids.slice(1).map((successor, place) => ({ predecessor: ids[place]!, successor }));
  edits.send({ commands: pairs.map((pair) => ({ do: "link", type: "FS", ...pair })) });
}

function unchain(gantt: Gantt): void {
  const { links, tasks } = gantt.workspace.schedule;
  const commands = linksAmong(gantt).map((link) => ({
    do: "unlink" as const,
    predecessor: tasks.id[links.predecessor[link]!]!,
    successor: tasks.id[links.successor[link]!]!,
    type: CODES[links.type[link]!],
  }));
  gantt.edits.send({ commands });
}

/** Links among the selected tasks; of a single one, all of its links. */
function linksAmong({ workspace }: Gantt): number[] {
  const { links } = workspace.schedule;
  const chosen = new Set(workspace.selectedTasks);
  const isChosen = (link: number): boolean => {
    const [from, to] = [chosen.has(links.predecessor[link]!), chosen.has(links.successor[link]!)];
    return chosen.size > 1 ? from && to : from || to;
  };
  return links.predecessor.flatMap((_, link) => (isChosen(link) ? [link] : []));
}

const rootIds = (tasks: TaskColumns, ids: readonly number[]): number[] => roots(tasks, ids).map((task) => tasks.id[task]!);
