/** The rows of the plan: insert, remove, indent, outdent, move, link, and the way back. */


import { LINK_CODES } from "../../chart/link_types.ts";
import type { Command } from "../../commands/command.ts";
import type { TaskColumns } from "../../document.ts";
import { endOf, roots, withIndented, withMoved, withRemoved } from "../draft.ts";
import type { Editor } from "../editor.ts";
import { gettext } from "../../../texts.ts";

const topic = "rows";

export function planningCommands(editor: Editor): Command[] {
  const { workspace, edits, typing } = editor;
  const inPlan = (): boolean => workspace.isWhole;
  const hasRows = (): boolean => workspace.selection.ids.size > 0;
  const mayShape = (): boolean => inPlan() && hasRows();
  return [
    { name: "undo", label: gettext("Undo"), topic: "editing", keys: ["Ctrl+Z"], isForPage: true, icon: "undo", isAllowed: () => editor.history.undo !== null || edits.isBusy, run: () => void edits.revert("undo") },
    { name: "redo", label: gettext("Redo"), topic: "editing", keys: ["Ctrl+Y", "Ctrl+Shift+Z"], isForPage: true, icon: "redo", isAllowed: () => editor.history.redo !== null, run: () => void edits.revert("redo") },
    { name: "insert", label: gettext("Insert a task above"), short: gettext("Task"), topic, keys: ["Insert", "Ctrl+I"], icon: "add", isAllowed: inPlan, run: () => typing.insert() },
    { name: "remove", label: gettext("Delete tasks"), topic, keys: ["Ctrl+-", "Delete", "Backspace"], icon: "delete", isAllowed: hasRows, run: () => remove(editor) },
    { name: "outdent", label: gettext("Outdent"), topic, keys: ["Alt+Shift+ArrowLeft"], icon: "outdent", isAllowed: mayShape, run: () => indent(editor, -1) },
    { name: "indent", label: gettext("Indent"), topic, keys: ["Alt+Shift+ArrowRight"], icon: "indent", isAllowed: mayShape, run: () => indent(editor, 1) },
    { name: "raise", label: gettext("Move up"), topic, keys: ["Alt+Shift+ArrowUp"], icon: "raise", isAllowed: mayShape, run: () => raise(editor) },
    { name: "lower", label: gettext("Move down"), topic, keys: ["Alt+Shift+ArrowDown"], icon: "lower", isAllowed: mayShape, run: () => lower(editor) },
    { name: "chain", label: gettext("Link in order"), topic, keys: ["Ctrl+F2"], icon: "link", isAllowed: () => workspace.selection.ids.size > 1, run: () => chain(editor) },
    { name: "unchain", label: gettext("Unlink"), topic, keys: ["Ctrl+Shift+F2"], icon: "unlink", isAllowed: () => hasRows() && linksAmong(editor).length > 0, run: () => unchain(editor) },
  ];
}

function remove({ workspace, edits, view }: Editor): void {
  const ids = rootIds(workspace.tasks, workspace.selectedIds);
  edits.send({ commands: [{ do: "remove", tasks: ids }], draw: (schedule) => withRemoved(schedule, ids.map(edits.idOf)) });
  view.goToActive({ revealsBar: false });
}

function indent({ workspace, edits }: Editor, by: 1 | -1): void {
  const ids = rootIds(workspace.tasks, workspace.selectedIds);
  edits.send({
    commands: [{ do: by > 0 ? "indent" : "outdent", tasks: ids }],
    draw: (schedule) => withIndented(schedule, ids.map(edits.idOf), by),
  });
}

/** Move the selected tasks before the sibling above the first of them. */
function raise(editor: Editor): void {
  const { tasks, selectedIds } = editor.workspace;
  const first = roots(tasks, selectedIds)[0]!;
  const above = tasks.parent.findLastIndex((parent, task) => task < first && parent === tasks.parent[first]);
  if (above >= 0) moveBefore(editor, rootIds(tasks, selectedIds), tasks.id[above]!);
}

/** Move the sibling below the last of the selected tasks before the first of them. */
function lower(editor: Editor): void {
  const { tasks, selectedIds } = editor.workspace;
  const chosen = roots(tasks, selectedIds);
  const below = endOf(tasks, chosen.at(-1)!);
  if (tasks.parent[below] === tasks.parent[chosen.at(-1)!]) moveBefore(editor, [tasks.id[below]!], tasks.id[chosen[0]!]!);
}

function moveBefore({ edits }: Editor, ids: number[], before: number): void {
  edits.send({
    commands: [{ do: "move", tasks: ids, before }],
    draw: (schedule) => withMoved(schedule, ids.map(edits.idOf), edits.idOf(before)),
  });
}

/** Let each selected task follow the one before it. */
function chain({ workspace, edits }: Editor): void {
  const ids = workspace.selectedIds;
  const pairs = ids.slice(1).map((successor, place) => ({ predecessor: ids[place]!, successor }));
  edits.send({ commands: pairs.map((pair) => ({ do: "link", type: "FS", ...pair })) });
}

function unchain(editor: Editor): void {
  const { links, tasks } = editor.workspace.schedule;
  const commands = linksAmong(editor).map((link) => ({
    do: "unlink" as const,
    predecessor: tasks.id[links.predecessor[link]!]!,
    successor: tasks.id[links.successor[link]!]!,
    type: LINK_CODES[links.type[link]!],
  }));
  editor.edits.send({ commands });
}

/** Links among the selected tasks; of a single one, all of its links. */
function linksAmong({ workspace }: Editor): number[] {
  const { links } = workspace.schedule;
  const chosen = new Set(workspace.selectedTasks);
  const isChosen = (link: number): boolean => {
    const [from, to] = [chosen.has(links.predecessor[link]!), chosen.has(links.successor[link]!)];
    return chosen.size > 1 ? from && to : from || to;
  };
  return links.predecessor.flatMap((_, link) => (isChosen(link) ? [link] : []));
}

const rootIds = (tasks: TaskColumns, ids: readonly number[]): number[] => roots(tasks, ids).map((task) => tasks.id[task]!);
