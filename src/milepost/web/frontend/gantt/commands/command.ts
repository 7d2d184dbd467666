/** A command: the one place where its name, keys and permission stand, for toolbar, menus, keyboard and help alike. */

import type { EditHistory } from "../document.ts";
import type { Edits } from "../editing/edits.ts";
import type { Gestures } from "../editing/gestures.ts";
import type { Progressing } from "../editing/progressing.ts";
import type { Filter } from "../filtering.ts";
import type { Typing } from "../grid/typing.ts";
import type { View } from "../view.ts";
import type { Workspace } from "../workspace.ts";

/** Headings under which the keyboard help lists the commands. */
export const TOPICS = ["Move around", "Select", "Edit", "Rows", "Dates", "View", "Help"] as const;
export type Topic = (typeof TOPICS)[number];

/** What commands, pointers and panels act on. */
export interface Gantt {
  readonly workspace: Workspace;
  readonly view: View;
  readonly edits: Edits;
  readonly gestures: Gestures;
  readonly progressing: Progressing;
  readonly typing: Typing;
  /** What the reader may take back and do again. */
  readonly history: EditHistory;
  /** Explain the dates of the active task. */
  explain(): void;
  /** Show the links of a task to change them, one of them first. */
  editLinks(task: number, link?: number): void;
  /** Open the active task. */
  open(): void;
  /** Say something to those who do not see it. */
  announce(text: string): void;
  /** What narrows and sorts the rows. */
  readonly filtered: Filter;
  filter(filter: Filter): void;
  /** Make the grid anew after columns changed. */
  rebuild(): void;
  find(): void;
  goTo(id: number): void;
  openMenu(place?: { x: number; y: number }): void;
}

export interface Command {
  /** Unique; also the name of its button. */
  name: string;
  label: string;
  topic: Topic;
  /** As `chordOf` writes them, the first one is told: "Alt+Shift+ArrowRight", "Ctrl+Z". */
  keys?: readonly string[];
  icon?: string;
  /** Whether it makes sense now; always, when left out. */
  isAllowed?(gantt: Gantt): boolean;
  /** Of a command that switches something: whether it is on. */
  isOn?(gantt: Gantt): boolean;
  run(gantt: Gantt): void;
}

export const isAllowed = (command: Command, gantt: Gantt): boolean => command.isAllowed?.(gantt) ?? true;

export const mayEdit = ({ workspace }: Gantt): boolean => workspace.mayEdit;

export const hasActive = ({ workspace }: Gantt): boolean => workspace.activeTask >= 0;
