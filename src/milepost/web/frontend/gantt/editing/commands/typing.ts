/** Typing in cells: on from what is there, anew, empty, or the same as the row above. */

import { type Command, hasActive } from "../../commands/command.ts";
import type { Editor } from "../editor.ts";
import { gettext } from "../../../texts.ts";

const topic = "editing";

export function typingCommands(editor: Editor): Command[] {
  const { workspace, typing } = editor;
  const hasCells = (): boolean => hasActive(editor) && workspace.selectedColumns.length > 0;
  return [
    { name: "type", label: gettext("Type in the cell"), topic, keys: ["F2"], icon: "type", isAllowed: () => typing.mayStart, run: () => typing.start() },
    {
      name: "clear",
      label: gettext("Empty the cells"),
      topic,
      icon: "clear",
      keys: ["Delete", "Backspace"],
      isAllowed: () => hasCells() && !workspace.selectedColumns.includes("name"),
      run: () => setCells(editor, () => ""),
    },
    {
      name: "fill-down",
      label: gettext("Fill down from the first selected row"),
      topic,
      keys: ["Ctrl+D"],
      icon: "fill-down",
      isAllowed: () => hasCells() && workspace.selection.ids.size > 1,
      run: () => fillDown(editor),
    },
  ];
}

function fillDown(editor: Editor): void {
  const { workspace } = editor;
  const [first] = workspace.selectedTasks;
  setCells(editor, (key, task) => (task === first ? undefined : workspace.textOf(first!, key)));
}

/** Type into all selected cells that may be typed in; undefined leaves one as it is. */
function setCells({ workspace, edits }: Editor, textFor: (key: string, task: number) => string | undefined): void {
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
