/** Cut and paste from the menu; their keys are the browser's own and reach the clipboard as its events. */

import type { Command } from "../../commands/command.ts";
import type { Editor } from "../editor.ts";
import { gettext } from "../../../texts.ts";

const topic = "editing";

export function clippingCommands({ clipboard, workspace }: Editor): Command[] {
  const hasRows = (): boolean => workspace.selection.ids.size > 0;
  return [
    { name: "cut", label: gettext("Cut"), topic, keys: ["Ctrl+X"], isNative: true, icon: "cut", isAllowed: () => hasRows() && workspace.selectedColumns.length === 0, run: () => void clipboard.cut() },
    { name: "paste", label: gettext("Paste"), topic, keys: ["Ctrl+V"], isNative: true, icon: "paste", run: () => void clipboard.read() },
  ];
}
