/** Typing in cells: on from what is there, anew, empty, or the same as the row above. */

import { type Command, type Gantt, hasActive } from "./command.ts";

const topic = "Edit";

export const TYPING: readonly Command[] = [
  {
    name: "type",
    label: "Type in the cell",
    topic,
    keys: ["F2"],
    isAllowed: ({ typing }) => typing.mayStart,
    run: ({ typing }) => typing.start(),
  },
  {
    name: "clear",
    label: "Empty the cells",
    topic,
    keys: ["Delete", "Backspace"],
    isAllowed: (gantt) => hasCells(gantt) && !gantt.workspace.selectedColumns.includes("name"),
    run: (gantt) => setCells(gantt, () => ""),
  },
  {
    name: "fill-down",
    label: "Fill down from the first selected row",
    topic,
    keys: ["Ctrl+D"],
    icon: "fill-down",
    isAllowed: (gantt) => hasCells(gantt) && gantt.workspace.selection.ids.size > 1,
    run: fillDown,
  },
];

const hasCells = (gantt: Gantt): boolean =>
  hasActive(gantt) && gantt.workspace.mayEdit && gantt.workspace.selectedColumns.length > 0;

function fillDown(gantt: Gantt): void {
  const { workspace } = gantt;
  const [first] = workspace.selectedTasks;
  setCells(gantt, (key, task) => (task === first ? undefined : workspace.textOf(first!, key)));
}

/** Type into all selected cells that may be typed in; undefined leaves one as it is. */
function setCells({ workspace, edits }: Gantt, textFor: (key: string, task: number) => string | undefined): void {
  const commands = workspace.selectedTasks.flatMap((task) => {
    const id = workspace.tasks.id[task]!;
    const values: Record<string, string> = {};
    const seen: Record<string, string> = {};
    for (const key of workspace.selectedColumns) {
      const [text, shown] = [textFor(key, task), workspace.textOf(task, key)];
      if (text === undefined || text === shown || !workspace.isTyped(id, key)) continue;
      values[key] = text;
      seen[key] = shown;
    }
    return Object.keys(values).length ? [{ do: "set" as const, task: id, values, seen }] : [];
  });
  if (commands.length) edits.send({ commands });
}
