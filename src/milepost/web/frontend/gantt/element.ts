/** <milepost-gantt src label>: loads a schedule document and puts workspace, view, edits and commands together. */

import type { Gantt } from "./commands/command.ts";
import { COMMANDS } from "./commands/registry.ts";
import { addressFor, type EditAnswer, type EditHistory, type ScheduleDocument } from "./document.ts";
import { type EditHost, Edits } from "./editing/edits.ts";
import { Gestures } from "./editing/gestures.ts";
import { Progressing } from "./editing/progressing.ts";
import { CellNote } from "./grid/note.ts";
import { Typing } from "./grid/typing.ts";
import { commandFor, isTyped } from "./keyboard.ts";
import { ConsequenceStrip } from "./panels/consequence.ts";
import { LinkDialog } from "./panels/link_dialog.ts";
import { WhyPanel } from "./panels/why_panel.ts";
import { Pointing } from "./pointing.ts";
import { pollWhileVisible } from "./poll.ts";
import { readJson, Refusal, ScheduleSource } from "./server.ts";
import { Toolbar } from "./toolbar.ts";
import { View } from "./view.ts";
import { type Change, Workspace } from "./workspace.ts";

const POLL_MILLISECONDS = 30_000;

export class MilepostGantt extends HTMLElement implements Gantt, EditHost {
  readonly workspace = new Workspace();
  readonly edits = new Edits(this);
  readonly gestures = new Gestures(this.workspace, this.edits);
  readonly progressing = new Progressing(this.workspace, this.edits);
  readonly typing = new Typing(this);
  history: EditHistory = { undo: null, redo: null };
  view!: View;
  private source!: ScheduleSource;
  private toolbar!: Toolbar;
  private pointing!: Pointing;
  private note!: CellNote;
  private linkDialog!: LinkDialog;
  private stopPolling: (() => void) | undefined;
  private readonly why = new WhyPanel({
    close: () => this.view.grid.focus(),
    goTo: (id) => this.goTo(id),
  });
  private readonly strip = new ConsequenceStrip({
    goTo: (id) => this.goTo(id),
    undo: () => void this.edits.revert("undo"),
  });

  connectedCallback(): void {
    this.source = new ScheduleSource(this.getAttribute("src") ?? "");
    void this.load();
  }

  disconnectedCallback(): void {
    this.stopPolling?.();
    this.view?.disconnect();
  }

  accept(answer: EditAnswer): void {
    this.workspace.glow(answer.moved.map(({ id }) => id));
    this.history = answer.history ?? this.history;
    this.strip.tell(answer);
    this.workspace.tell("facts");
    this.refreshWhy();
  }

  refuse(sentence: string): void {
    this.strip.refuse(sentence);
  }

  announce = (text: string): void => this.strip.announce(text);

  async reread(): Promise<ScheduleDocument | undefined> {
    try {
      return await this.source.read();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return undefined;
    }
  }

  explain({ takesFocus = true } = {}): void {
    const { schedule, tasks, activeTask } = this.workspace;
    const { why } = schedule.actions;
    if (!why || activeTask < 0) return;
    void this.why.explain(tasks.name[activeTask]!, addressFor(why, tasks.id[activeTask]!));
    if (takesFocus) this.why.focus();
  }

  editLinks(task: number, link?: number): void {
    if (this.workspace.mayEdit) this.linkDialog.open(task, link);
  }

  open(): void {
    const { activeTask, selection, schedule } = this.workspace;
    if (activeTask < 0) return;
    const id = selection.activeId!;
    const event = new CustomEvent("task-open", { detail: { id }, bubbles: true, cancelable: true });
    const { task } = schedule.actions;
    if (this.dispatchEvent(event) && task) location.assign(addressFor(task, id));
  }

  private async load(): Promise<void> {
    try {
      const schedule = await this.source.read();
      if (!schedule) return;
      this.build({ mayEdit: schedule.actions.edits !== undefined });
      this.edits.take(schedule);
      this.view.showFirst();
      this.stopPolling = pollWhileVisible(() => void this.poll(), POLL_MILLISECONDS);
      this.dataset["ready"] = "";
      await this.readHistory();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.dataset["failed"] = "";
      this.replaceChildren(this.strip.live, this.strip.element);
      this.refuse(error.message);
    }
  }

  private build({ mayEdit }: { mayEdit: boolean }): void {
    this.view = new View(this.workspace, this.getAttribute("label") ?? "Schedule", this.clientWidth);
    this.toolbar = new Toolbar(this, mayEdit);
    this.pointing = new Pointing(this);
    this.note = new CellNote(this);
    this.linkDialog = new LinkDialog(this);
    const { root, scroller } = this.view.frame;
    root.append(this.note.element, this.why.element, this.linkDialog.element);
    this.replaceChildren(this.toolbar.element, root, this.strip.element, this.strip.live, this.pointing.tip.element);
    scroller.addEventListener("keydown", (event) => this.press(event));
    this.workspace.watch((change) => this.follow(change));
    this.view.connect();
  }

  /** Take in what others changed, keeping scroll and selection and what is being typed. */
  private async poll(): Promise<void> {
    if (this.edits.isBusy) return;
    const read = await this.reread();
    if (!read) return;
    this.edits.take(read);
    await this.readHistory();
  }

  private async readHistory(): Promise<void> {
    const { history } = this.workspace.schedule.actions;
    if (!history) return;
    this.history = await readJson<EditHistory>(history);
    this.toolbar.refresh();
  }

  private follow(change: Change): void {
    const { schedule, outline, selection } = this.workspace;
    this.toolbar.refresh();
    this.note.follow();
    this.strip.describe(schedule, outline.visible.length, selection.ids.size);
    if (change === "selection") this.refreshWhy();
  }

  private refreshWhy(): void {
    if (this.why.isOpen) this.explain({ takesFocus: false });
  }

  private press(event: KeyboardEvent): void {
    this.pointing.tip.hide();
    const command = commandFor(event, COMMANDS, this);
    if (command) {
      event.preventDefault();
      command.run(this);
    } else if (isTyped(event) && this.typing.mayStart) {
      event.preventDefault();
      this.typing.start(event.key);
    }
  }

  private goTo(id: number): void {
    const { workspace, view } = this;
    const task = workspace.tasks.id.indexOf(id);
    if (task < 0) return;
    workspace.reveal(task);
    workspace.select(workspace.outline.rowOf(task)!);
    view.goToDate(workspace.tasks.start[task] ?? null);
    view.goToActive();
  }
}
