/** A command: the one place where its name, keys and permission stand, for toolbar, menus, keyboard and help alike. */

import type { Editor } from "../editing/editor.ts";
import type { Filter } from "../filtering.ts";
import type { Foot } from "../foot.ts";
import type { Walking } from "../grid/walking.ts";
import type { Tools } from "../tools.ts";
import type { View } from "../view.ts";
import type { Workspace } from "../workspace.ts";

/** What a command is about; the keyboard help lists it there. */
export type Topic = "moving" | "selecting" | "editing" | "rows" | "dates" | "viewing" | "help";

/** What commands, pointers and panels act on. */
export interface Gantt {
  readonly workspace: Workspace;
  readonly view: View;
  readonly walking: Walking;
  readonly foot: Foot;
  /** Tip, selecting and copying; undefined until they are fetched. */
  readonly tools: Tools | undefined;
  /** All commands there are by now, in the order in which keys look for theirs. */
  readonly commands: readonly Command[];
  /** Changes the schedule; undefined for those who may not, and until it is fetched. */
  readonly editor: Editor | undefined;
  /** Explain the dates of the active task. */
  explain(): void;
  /** Open the active task. */
  open(): void;
  /** Say something to those who do not see it. */
  announce(text: string): void;
  /** What narrows and sorts the rows. */
  readonly filtered: Filter;
  filter(filter: Filter): Promise<void>;
  /** The choice among the project's baselines, where there are several. */
  readonly baselines: HTMLSelectElement | null;
  /** Compare with another of the project's baselines, by its number. */
  compareWith(baseline: number): void;
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
  /** The browser acts on its keys itself; they are only told. */
  isNative?: boolean;
  /** Its keys are meant for it also while nothing of the page has the focus. */
  isForPage?: boolean;
  /** A word for the toolbar, beside the icon. */
  short?: string;
  /** Whether it makes sense now; always, when left out. */
  isAllowed?(gantt: Gantt): boolean;
  /** Of a command that switches something: whether it is on. */
  isOn?(gantt: Gantt): boolean;
  run(gantt: Gantt): void;
}

export const isAllowed = (command: Command, gantt: Gantt): boolean => command.isAllowed?.(gantt) ?? true;

export const hasActive = ({ workspace }: Pick<Gantt, "workspace">): boolean => workspace.activeTask >= 0;
