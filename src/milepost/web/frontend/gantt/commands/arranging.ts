/** What the table shows: its outline, and where a task is. */

import type { Command } from "./command.ts";
import { gettext } from "../../texts.ts";

const level = (depth: number): Command => ({
  name: `level-${depth}`,
  label: gettext("Outline to level %(depth)s", { depth }),
  topic: "viewing",
  keys: [`Alt+${depth}`],
  run: ({ workspace }) => workspace.expandTo(depth),
});

export const ARRANGING: readonly Command[] = [
  { name: "expand-all", label: gettext("Expand all"), topic: "viewing", keys: ["Alt+0"], icon: "expand", run: ({ workspace }) => workspace.expandTo(Infinity) },
  { name: "collapse-all", label: gettext("Collapse all"), topic: "viewing", icon: "collapse", run: ({ workspace }) => workspace.expandTo(1) },
  ...[1, 2, 3, 4].map(level),
  { name: "find", label: gettext("Find a task"), topic: "moving", keys: ["Ctrl+G", "Ctrl+F"], isForPage: true, icon: "search", run: (gantt) => gantt.find() },
  { name: "menu", label: gettext("Menu of the row"), topic: "rows", keys: ["Shift+F10", "ContextMenu"], run: (gantt) => gantt.openMenu() },
  { name: "help", label: gettext("All keys"), topic: "help", keys: ["?"], icon: "keyboard", run: () => void import("../../palette/keyboard_help.ts").then(({ toggleKeyboardHelp }) => toggleKeyboardHelp()) },
];
