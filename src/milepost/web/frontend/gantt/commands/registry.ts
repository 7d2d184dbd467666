/** The commands of the first toolbar, and which ones toolbar and menu offer; tools and editor bring theirs. */

import { ARRANGING } from "./arranging.ts";
import { ASKING } from "./asking.ts";
import { CHARTING } from "./charting.ts";
import type { Command } from "./command.ts";

export const COMMANDS: readonly Command[] = [...CHARTING, ...ARRANGING, ...ASKING];

/** The toolbar's groups, by name of command. */
export const TOOLBAR = {
  editing: [["undo", "redo"], ["insert", "remove", "outdent", "indent"], ["chain", "unchain", "edit-links"]],
  scale: ["hours", "days", "weeks", "months", "quarters", "years"],
  places: ["fit", "today"],
  outline: ["expand-all", "level-1", "level-2", "level-3"],
  task: ["explain", "open"],
} as const;

/** The groups of a row's menu. */
export const ROW_MENU = [
  ["open", "explain", "type"],
  ["cut", "copy", "paste", "fill-down", "clear"],
  ["insert", "remove", "indent", "outdent", "raise", "lower"],
  ["chain", "unchain", "edit-links"],
] as const satisfies readonly (readonly string[])[];

export const commandNamed = (name: string, commands: readonly Command[]): Command | undefined =>
  commands.find((command) => command.name === name);
