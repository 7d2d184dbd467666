/** Which command a key means: the first with that chord which is allowed now. */

import { type Command, type Gantt, isAllowed } from "./commands/command.ts";

export type Keys = Pick<KeyboardEvent, "key" | "altKey" | "shiftKey" | "ctrlKey" | "metaKey">;

const KEY_WORDS: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  PageUp: "Page Up",
  PageDown: "Page Down",
  " ": "Space",
};

/** A key with its modifiers, such as "Ctrl+Shift+Z"; Command on a Mac counts as Ctrl. */
export function chordOf({ key, altKey, shiftKey, ctrlKey, metaKey }: Keys): string {
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase() && key !== " ";
  const parts = [
    ctrlKey || metaKey ? "Ctrl" : "",
    altKey ? "Alt" : "",
    shiftKey && !isSign ? "Shift" : "",
    key.length === 1 ? key.toUpperCase() : key,
  ];
  return parts.filter(Boolean).join("+");
}

/** Whether a key types a character, which then begins the text of a cell. */
export const isTyped = ({ key, altKey, ctrlKey, metaKey }: Keys): boolean =>
  key.length === 1 && key !== " " && !altKey && !ctrlKey && !metaKey;

export function commandFor(keys: Keys, commands: readonly Command[], gantt: Gantt): Command | undefined {
  const chord = chordOf(keys);
  return commands.find((command) => !command.isNative && command.keys?.includes(chord) && isAllowed(command, gantt));
}

/** A chord as people read it: "Ctrl + ↑". */
export function chordText(chord: string): string {
  const key = chord.endsWith("++") || chord === "+" ? "+" : chord.slice(chord.lastIndexOf("+") + 1);
  const modifiers = chord.slice(0, chord.length - key.length).split("+").filter(Boolean);
  return [...modifiers, KEY_WORDS[key] ?? key].join(" + ");
}
