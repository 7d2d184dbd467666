/** What the table shows: its outline, and where a task is. */

import type { Command } from "./command.ts";

const level = (depth: number): Command => ({
  name: `level-${depth}`,
  label: `Outline to level ${depth}`,
  topic: "View",
  keys: [`Alt+${depth}`],
  run: ({ workspace }) => workspace.expandTo(depth),
});

export const ARRANGING: readonly Command[] = [
  { name: "expand-all", label: "Expand all", topic: "View", keys: ["Alt+0"], icon: "expand", run: ({ workspace }) => workspace.expandTo(Infinity) },
  { name: "collapse-all", label: "Collapse all", topic: "View", icon: "collapse", run: ({ workspace }) => workspace.expandTo(1) },
  ...[1, 2, 3, 4].map(level),
  { name: "find", label: "Find a task", topic: "Move around", keys: ["Ctrl+G", "Ctrl+F"], icon: "search", run: (gantt) => gantt.find() },
  { name: "menu", label: "Menu of the row", topic: "Rows", keys: ["Shift+F10", "ContextMenu"], run: (gantt) => gantt.openMenu() },
  { name: "help", label: "All keys", topic: "Help", keys: ["?"], icon: "keyboard", run: () => void import("../../palette/keyboard_help.ts").then(({ toggleKeyboardHelp }) => toggleKeyboardHelp()) },
];
