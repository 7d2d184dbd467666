/** Tells the page's keyboard help what keys the schedule has. */

import { registerShortcuts, type Shortcut } from "../../shortcuts.ts";
import { gettext } from "../../texts.ts";
import type { Command, Topic } from "./command.ts";

const NAMES: Record<string, string> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  Delete: "Del",
  Insert: "Ins",
  " ": "Space",
};

const HEADINGS: Record<Topic, string> = {
  moving: gettext("Schedule: move around"),
  selecting: gettext("Schedule: select"),
  editing: gettext("Schedule: edit"),
  rows: gettext("Schedule: rows"),
  dates: gettext("Schedule: dates"),
  viewing: gettext("Schedule: view"),
  help: gettext("Schedule: help"),
};

/** List every command that has keys, under the heading of its topic. */
export function tellKeys(commands: readonly Command[]): void {
  for (const [topic, heading] of Object.entries(HEADINGS)) {
    const shortcuts = commands.filter((command) => command.topic === topic).flatMap(shortcutOf);
    if (shortcuts.length) registerShortcuts(heading, shortcuts);
  }
}

function shortcutOf({ keys, label }: Command): Shortcut[] {
  const [chord] = keys ?? [];
  return chord ? [{ keys: written(chord), label }] : [];
}

/** Write a chord such as "Alt+Shift+ArrowRight" as it is shown: "Alt Shift →". */
export function written(chord: string): string {
  return chord
    .split(/\+(?!$)/)
    .map((key) => NAMES[key] ?? key)
    .join(" ");
}
