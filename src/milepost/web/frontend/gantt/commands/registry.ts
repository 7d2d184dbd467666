/** All commands, and which of them the toolbar offers. */

import { ARRANGING } from "./arranging.ts";
import { ASKING } from "./asking.ts";
import { CHARTING } from "./charting.ts";
import type { Command } from "./command.ts";
import { MOVING } from "./moving.ts";
import { PLANNING } from "./planning.ts";
import { TYPING } from "./typing.ts";

export const COMMANDS: readonly Command[] = [...MOVING, ...TYPING, ...PLANNING, ...CHARTING, ...ARRANGING, ...ASKING];

/** The toolbar's groups, by name of command. */
export const TOOLBAR = {
  scale: ["days", "weeks", "months", "quarters", "years"],
  places: ["fit", "today"],
  history: ["undo", "redo"],
  rows: ["insert", "remove", "outdent", "indent", "chain", "edit-links"],
  outline: ["expand-all", "level-1", "level-2", "level-3"],
  task: ["explain", "open"],
} as const satisfies Record<string, readonly string[]>;

/** The groups of a row's menu. */
export const ROW_MENU = [
  ["open", "explain", "type"],
  ["insert", "remove", "indent", "outdent", "raise", "lower"],
  ["chain", "unchain", "fill-down", "clear"],
] as const satisfies readonly (readonly string[])[];

const BY_NAME = new Map(COMMANDS.map((command) => [command.name, command]));

export function commandNamed(name: string): Command {
  const command = BY_NAME.get(name);
  if (!command) throw new Error(`There is no command “${name}”.`);
  return command;
}
