/** Keys, pointer and clipboard: what is needed once a reader acts, fetched after the schedule is painted. */

import { Tip } from "./chart/tip.ts";
import type { Command, Gantt } from "./commands/command.ts";
import { MOVING } from "./commands/moving.ts";
import { SELECTING } from "./commands/selecting.ts";
import { Copying } from "./copying.ts";
import { commandFor, isTyped } from "./keyboard.ts";
import { Pointing } from "./pointing.ts";
import { gettext } from "../texts.ts";

export class Tools {
  readonly tip = new Tip();
  readonly copying: Copying;
  readonly commands: readonly Command[];
  private readonly pointing: Pointing;

  constructor(private readonly gantt: Gantt) {
    const { root, scroller } = gantt.view.frame;
    this.copying = new Copying(gantt);
    this.commands = [...MOVING, ...SELECTING, this.copyCommand()];
    this.pointing = new Pointing(gantt, this.tip);
    root.append(this.tip.element);
    scroller.addEventListener("keydown", (event) => this.press(event));
    document.addEventListener("keydown", (event) => this.pressOnPage(event));
    scroller.addEventListener("contextmenu", (event) => this.showMenu(event));
  }

  private copyCommand(): Command {
    const { selection } = this.gantt.workspace;
    return {
      name: "copy",
      label: gettext("Copy"),
      topic: "editing",
      keys: ["Ctrl+C"],
      isNative: true,
      icon: "copy",
      isAllowed: () => selection.ids.size > 0,
      run: () => void this.copying.write({ isCut: false }),
    };
  }

  private press(event: KeyboardEvent): void {
    const { gantt } = this;
    this.tip.hide();
    const command = commandFor(event, gantt.commands, gantt);
    if (command) {
      event.preventDefault();
      command.run(gantt);
    } else if (isTyped(event) && gantt.editor?.typing.mayStart) {
      event.preventDefault();
      gantt.editor.typing.start(event.key);
    }
  }

  /** What has no place of its own in the table is there before anybody clicked into it. */
  private pressOnPage(event: KeyboardEvent): void {
    const { gantt } = this;
    if (event.target !== document.body || !gantt.view.frame.root.isConnected || document.querySelector("dialog[open]")) return;
    const command = commandFor(event, gantt.commands.filter(({ isForPage }) => isForPage), gantt);
    if (!command) return;
    event.preventDefault();
    command.run(gantt);
  }

  private showMenu(event: MouseEvent): void {
    const target = event.target as Element;
    const heading = target.closest<HTMLElement>(".gantt-header [data-column]")?.dataset["column"];
    if (heading) {
      event.preventDefault();
      void import("./panels/column_menu.ts").then(({ openColumnMenu }) => openColumnMenu(this.gantt, heading, { x: event.clientX, y: event.clientY }));
      return;
    }
    if (!target.closest("[data-row]") || target.closest("input")) return;
    event.preventDefault();
    const { selection } = this.gantt.workspace;
    if (!selection.has(Number(target.closest<HTMLElement>("[data-id]")?.dataset["id"]))) this.pointing.pick(event);
    this.gantt.openMenu({ x: event.clientX, y: event.clientY });
  }
}

export { tellKeys } from "./commands/telling.ts";
