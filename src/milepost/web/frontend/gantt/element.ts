/** <milepost-gantt src label>: loads a schedule document and puts workspace, view, edits and commands together. */

import { queryOf, readAddress, type Seen } from "./address.ts";
import { Clipboard } from "./clipboard.ts";
import type { Gantt } from "./commands/command.ts";
import { commandNamed, COMMANDS, ROW_MENU } from "./commands/registry.ts";
import { addressFor, type EditAnswer, type EditHistory, type ScheduleDocument } from "./document.ts";
import { type EditHost, Edits } from "./editing/edits.ts";
import { Gestures } from "./editing/gestures.ts";
import { Progressing } from "./editing/progressing.ts";
import { arrangementOf, type Filter } from "./filtering.ts";
import { CellNote } from "./grid/note.ts";
import { Typing } from "./grid/typing.ts";
import { commandFor, isTyped } from "./keyboard.ts";
import { ConsequenceStrip } from "./panels/consequence.ts";
import type { LinkDialog } from "./panels/link_dialog.ts";
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
  filtered: Filter = {};
  private source!: ScheduleSource;
  private toolbar!: Toolbar;
  private pointing!: Pointing;
  private note!: CellNote;
  private linkDialog: LinkDialog | undefined;
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
    if (this.workspace.mayEdit) void this.openLinks(task, link);
  }

  open(): void {
    const { activeTask, tasks, schedule } = this.workspace;
    const { task } = schedule.actions;
    if (activeTask < 0 || !task) return;
    void this.openTask(addressFor(task, tasks.id[activeTask]!), tasks.name[activeTask]!);
  }

  filter(filter: Filter): void {
    this.filtered = filter;
    this.workspace.setArrangement((schedule) => arrangementOf(filter, schedule));
    this.announce(`${this.workspace.outline.visible.length} rows`);
  }

  rebuild(): void {
    this.view.rebuildGrid();
    this.keepAddress();
  }

  find(): void {
    void import("./panels/find_box.ts").then(({ openFindBox }) => openFindBox(this));
  }

  openMenu(place?: { x: number; y: number }): void {
    const box = this.view.grid.active?.getBoundingClientRect();
    const groups = ROW_MENU.map((names) => names.map((name) => commandNamed(name)));
    const at = place ?? { x: box?.left ?? 0, y: box?.bottom ?? 0 };
    void import("./panels/row_menu.ts").then(({ openRowMenu }) => openRowMenu(this, groups, at));
  }

  private async openLinks(task: number, link?: number): Promise<void> {
    const { LinkDialog } = await import("./panels/link_dialog.ts");
    this.linkDialog ??= new LinkDialog(this);
    this.view.frame.root.append(this.linkDialog.element);
    this.linkDialog.open(task, link);
  }

  private async openTask(url: string, name: string): Promise<void> {
    const { openTask } = await import("./panels/task_dialog.ts");
    await openTask(url, name, {
      saved: (message) => {
        this.strip.tell({ revision: 0, message, moved: [] });
        void this.poll();
      },
      closed: () => this.view.grid.focus(),
    });
  }

  private async load(): Promise<void> {
    try {
      const schedule = await this.source.read();
      if (!schedule) return;
      const seen = readAddress(location.search);
      if (seen.columns) this.workspace.columns.choose(seen.columns);
      this.build({ mayEdit: schedule.actions.edits !== undefined });
      this.edits.take(schedule);
      this.look(seen);
      this.stopPolling = pollWhileVisible(() => void this.poll(), POLL_MILLISECONDS);
      this.dataset["ready"] = "";
      requestIdleCallback(() => void import("./panels/find_box.ts"));
      await this.readHistory();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.dataset["failed"] = "";
      this.replaceChildren(this.strip.live, this.strip.element);
      this.refuse(error.message);
    }
  }

  /** Look at the schedule as the address says. */
  private look({ filter, zoom, level }: Seen): void {
    if (Object.keys(filter).length) this.filter(filter);
    if (level) this.workspace.expandTo(level);
    this.view.showFirst();
    if (zoom) this.view.setZoom(zoom);
    this.workspace.watch((change) => change !== "selection" && this.keepAddress());
  }

  private keepAddress(): void {
    const { columns, level } = this.workspace;
    const query = queryOf(location.search, { filter: this.filtered, columns: columns.chosen, zoom: this.view.zoom, level });
    if (query !== location.search.slice(1)) window.history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  private build({ mayEdit }: { mayEdit: boolean }): void {
    this.view = new View(this.workspace, this.getAttribute("label") ?? "Schedule", this.clientWidth);
    this.toolbar = new Toolbar(this, mayEdit);
    this.pointing = new Pointing(this);
    this.note = new CellNote(this);
    const { root, scroller } = this.view.frame;
    root.append(this.note.element, this.why.element);
    this.replaceChildren(this.toolbar.element, root, this.strip.element, this.strip.live, this.pointing.tip.element);
    new Clipboard(this);
    scroller.addEventListener("contextmenu", (event) => this.showMenu(event));
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
    const { history: url } = this.workspace.schedule.actions;
    if (!url) return;
    this.history = await readJson<EditHistory>(url);
    this.toolbar.refresh();
  }

  private follow(change: Change): void {
    const { schedule, outline, selection } = this.workspace;
    this.toggleAttribute("data-busy", this.edits.isWaiting);
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

  private showMenu(event: MouseEvent): void {
    if (!(event.target as Element).closest("[data-row]") || (event.target as Element).closest("input")) return;
    event.preventDefault();
    if (!this.workspace.selection.has(Number((event.target as Element).closest<HTMLElement>("[data-id]")?.dataset["id"]))) this.pointing.pick(event);
    this.openMenu({ x: event.clientX, y: event.clientY });
  }

  goTo(id: number): void {
    const { workspace, view } = this;
    const task = workspace.tasks.id.indexOf(id);
    if (task < 0) return;
    workspace.reveal(task);
    workspace.select(workspace.outline.rowOf(task) ?? 0, workspace.selection.column ?? "name");
    view.goToDate(workspace.tasks.start[task] ?? null);
    view.goToActive();
  }
}
