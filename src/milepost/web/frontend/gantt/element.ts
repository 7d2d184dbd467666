/** <milepost-gantt src label>: loads a schedule document and puts workspace, view and commands together. */

import type { Gantt } from "./commands/command.ts";
import { COMMANDS } from "./commands/registry.ts";
import { ConsequenceStrip } from "./consequence.ts";
import { addressFor, type EditAnswer } from "./document.ts";
import { type EditHost, Editor } from "./editing.ts";
import { commandFor } from "./keyboard.ts";
import { Pointing } from "./pointing.ts";
import { pollWhileVisible } from "./poll.ts";
import { Refusal, ScheduleSource } from "./server.ts";
import { Toolbar } from "./toolbar.ts";
import { View } from "./view.ts";
import { WhyPanel } from "./why_panel.ts";
import { type Change, Workspace } from "./workspace.ts";

const POLL_MILLISECONDS = 30_000;

export class MilepostGantt extends HTMLElement implements Gantt, EditHost {
  readonly workspace = new Workspace();
  readonly editor = new Editor(this);
  view!: View;
  private source!: ScheduleSource;
  private toolbar!: Toolbar;
  private pointing!: Pointing;
  private stopPolling: (() => void) | undefined;
  private readonly why = new WhyPanel(() => this.view.grid.focus(this.workspace.activeRow));
  private readonly strip = new ConsequenceStrip((id) => this.goTo(id));

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
    this.strip.tell(answer);
    if (answer.document) this.workspace.adopt(answer.document);
    else if (answer.changed) this.workspace.tell("rows");
    else void this.reload();
    this.refreshWhy();
  }

  refuse(sentence: string): void {
    this.strip.refuse(sentence);
  }

  explain({ takesFocus = true } = {}): void {
    const { schedule, tasks, activeTask } = this.workspace;
    const { why } = schedule.actions;
    if (!why || activeTask < 0) return;
    void this.why.explain(tasks.name[activeTask]!, addressFor(why, tasks.id[activeTask]!));
    if (takesFocus) this.why.focus();
  }

  open(): void {
    const id = this.workspace.selection.activeId;
    if (id === undefined) return;
    const event = new CustomEvent("task-open", { detail: { id }, bubbles: true, cancelable: true });
    const { task } = this.workspace.schedule.actions;
    if (this.dispatchEvent(event) && task) location.assign(addressFor(task, id));
  }

  private async load(): Promise<void> {
    try {
      const schedule = await this.source.read();
      if (!schedule) return;
      this.build();
      this.workspace.adopt(schedule);
      this.view.showFirst();
      this.stopPolling = pollWhileVisible(() => void this.reload(), POLL_MILLISECONDS);
      this.dataset["ready"] = "";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.dataset["failed"] = "";
      this.replaceChildren(this.strip.live, this.strip.element);
      this.refuse(error.message);
    }
  }

  private build(): void {
    this.view = new View(this.workspace, this.getAttribute("label") ?? "Schedule", this.clientWidth);
    this.toolbar = new Toolbar(this);
    this.pointing = new Pointing(this);
    const { root, scroller } = this.view.frame;
    root.append(this.why.element);
    this.replaceChildren(this.toolbar.element, root, this.strip.element, this.strip.live, this.pointing.tip.element);
    scroller.addEventListener("keydown", (event) => this.press(event));
    this.workspace.watch((change) => this.follow(change));
    this.view.connect();
  }

  /** Read the document again if it changed, keeping scroll and selection. */
  private async reload(): Promise<void> {
    if (this.editor.isBusy) return;
    try {
      const read = await this.source.read();
      if (read && read.revision !== this.workspace.schedule.revision && !this.editor.isBusy) this.workspace.adopt(read);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  private follow(change: Change): void {
    this.toolbar.refresh();
    if (change === "selection") this.refreshWhy();
  }

  private refreshWhy(): void {
    if (this.why.isOpen) this.explain({ takesFocus: false });
  }

  private press(event: KeyboardEvent): void {
    const command = commandFor(event, COMMANDS, this);
    if (!command) return;
    event.preventDefault();
    this.pointing.tip.hide();
    command.run(this);
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
