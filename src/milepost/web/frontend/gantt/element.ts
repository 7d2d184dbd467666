/** <milepost-gantt src label>: loads a schedule document and puts workspace, view, commands and, who may, the editor together. */

import { queryOf, readAddress, type Seen } from "./address.ts";
import type { Command } from "./commands/command.ts";
import { commandNamed, COMMANDS, ROW_MENU } from "./commands/registry.ts";
import { addressFor, type ScheduleDocument } from "./document.ts";
import type { Editor, EditorHost } from "./editing/editor.ts";
import { conditionCount, type Filter } from "./filtering.ts";
import { Foot } from "./foot.ts";
import { Walking } from "./grid/walking.ts";
import type { WhyPanel } from "./panels/why_panel.ts";
import { pollWhileVisible } from "./poll.ts";
import { Refusal, ScheduleSource } from "./server.ts";
import { Toolbar } from "./toolbar.ts";
import type { Tools } from "./tools.ts";
import { View } from "./view.ts";
import { type Change, Workspace } from "./workspace.ts";
import { ngettext } from "../plurals.ts";
import { gettext } from "../texts.ts";

const POLL_MILLISECONDS = 30_000;

export class MilepostGantt extends HTMLElement implements EditorHost {
  readonly workspace = new Workspace();
  readonly walking = new Walking(this);
  readonly foot = new Foot();
  commands: readonly Command[] = COMMANDS;
  tools: Tools | undefined;
  editor: Editor | undefined;
  view!: View;
  filtered: Filter = {};
  baselines: HTMLSelectElement | null = null;
  private source!: ScheduleSource;
  private toolbar!: Toolbar;
  private why: WhyPanel | undefined;
  private stopPolling: (() => void) | undefined;

  connectedCallback(): void {
    this.baselines ??= this.querySelector("select[name=baseline]");
    this.source = new ScheduleSource(this.getAttribute("src") ?? "");
    void this.load();
  }

  disconnectedCallback(): void {
    this.stopPolling?.();
    this.view?.disconnect();
  }

  announce = (text: string): void => this.foot.announce(text);

  reread(): Promise<ScheduleDocument | undefined> {
    return this.source.readWhole().catch(unlessRefused);
  }

  explain({ takesFocus = true } = {}): void {
    void this.openWhy({ takesFocus });
  }

  open(): void {
    const { activeTask, tasks, schedule } = this.workspace;
    const { task } = schedule.actions;
    if (activeTask < 0 || !task) return;
    void this.openTask(addressFor(task, tasks.id[activeTask]!), tasks.name[activeTask]!);
  }

  async filter(filter: Filter): Promise<void> {
    this.filtered = filter;
    const { arrangementOf } = await import("./matching.ts");
    this.workspace.setArrangement((schedule) => arrangementOf(this.filtered, schedule));
    this.announce(ngettext("%(count)s row", "%(count)s rows", this.workspace.outline.visible.length));
  }

  compareWith(baseline: number): void {
    const query = new URLSearchParams(location.search);
    query.set("baseline", String(baseline));
    window.history.replaceState(null, "", `?${query}`);
    const { pathname, searchParams } = new URL(this.source.url, location.href);
    searchParams.set("baseline", String(baseline));
    this.source = new ScheduleSource(`${pathname}?${searchParams}`);
    void this.poll();
  }

  rebuild(): void {
    this.view.rebuildGrid();
    this.keepAddress();
  }

  refresh(): void {
    this.toolbar.refresh();
    this.refreshWhy();
  }

  find(): void {
    void import("./panels/find_box.ts").then(({ openFindBox }) => openFindBox(this));
  }

  openMenu(place?: { x: number; y: number }): void {
    const box = this.view.grid.active?.getBoundingClientRect();
    const groups = ROW_MENU.map((names) => names.flatMap((name) => commandNamed(name, this.commands) ?? []));
    const at = place ?? { x: box?.left ?? 0, y: box?.bottom ?? 0 };
    void import("./panels/row_menu.ts").then(({ openRowMenu }) => openRowMenu(this, groups, at));
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

  private async openWhy({ takesFocus }: { takesFocus: boolean }): Promise<void> {
    const { schedule, tasks, activeTask } = this.workspace;
    const { why } = schedule.actions;
    if (!why || activeTask < 0) return;
    const [name, address] = [tasks.name[activeTask]!, addressFor(why, tasks.id[activeTask]!)];
    const { WhyPanel } = await import("./panels/why_panel.ts");
    this.why ??= new WhyPanel({ close: () => this.view.grid.focus(), goTo: (id) => this.goTo(id) });
    this.view.frame.root.append(this.why.element);
    void this.why.explain(name, address);
    if (takesFocus) this.why.focus();
  }

  private async openTask(url: string, name: string): Promise<void> {
    const { openTask } = await import("./panels/task_dialog.ts");
    await openTask(url, name, {
      saved: (message) => {
        this.foot.say("success", message);
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
      this.build();
      await this.view.drawOnce(async () => {
        this.take(schedule);
        await this.look(seen);
      });
      this.stopPolling = pollWhileVisible(() => void this.poll(), POLL_MILLISECONDS);
      await this.fetchTools();
      this.dataset["ready"] = "";
      requestIdleCallback(() => void import("./panels/find_box.ts"));
      await this.editor?.readHistory();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.dataset["failed"] = "";
      this.replaceChildren(this.foot.live, this.foot.element);
      this.foot.say("error", error.message);
    }
  }

  /** Fetch what readers need once they act, and for those who may edit what changes the schedule. */
  private async fetchTools(): Promise<void> {
    await afterPaint();
    this.view.widen();
    const editing = this.workspace.mayEdit ? import("./editing/editor.ts") : undefined;
    const { tellKeys, Tools } = await import("./tools.ts");
    this.tools = new Tools(this);
    this.commands = [...this.tools.commands, ...COMMANDS];
    if (editing) {
      this.editor = new (await editing).Editor(this, this.tools);
      this.commands = [...this.tools.commands, ...this.editor.commands, ...COMMANDS];
      this.toolbar.offer(this.editor.commands);
    }
    tellKeys(this.commands);
  }

  private take(schedule: ScheduleDocument): void {
    if (this.editor) this.editor.edits.take(schedule);
    else this.workspace.adopt(schedule);
  }

  /** Look at the schedule as the address says. */
  private async look({ filter, zoom, level }: Seen): Promise<void> {
    if (conditionCount(filter) || filter.sort) await this.filter(filter);
    if (level) this.workspace.expandTo(level);
    this.view.showFirst(zoom);
    this.workspace.watch((change) => change !== "selection" && this.keepAddress());
  }

  private keepAddress(): void {
    const { columns, level } = this.workspace;
    const query = queryOf(location.search, { filter: this.filtered, columns: columns.chosen, zoom: this.view.zoom, level });
    if (query !== location.search.slice(1)) window.history.replaceState(null, "", query ? `?${query}` : location.pathname);
  }

  private build(): void {
    this.view = new View(this.workspace, this.getAttribute("label") ?? gettext("Schedule"), this.clientWidth);
    this.toolbar = new Toolbar(this);
    this.foot.element.append(this.toolbar.legend);
    this.replaceChildren(this.toolbar.element, this.view.frame.root, this.foot.element, this.foot.live);
    this.workspace.watch((change) => this.follow(change));
    this.view.connect();
  }

  /** Take in what others changed, keeping scroll and selection and what is being typed. */
  private async poll(): Promise<void> {
    if (this.editor?.edits.isBusy) return;
    const read = await this.source.read().catch(unlessRefused);
    // What was asked for before an edit may arrive after its answer: it is older, and would take the edit off the screen.
    if (!read) return;
    if (this.editor?.edits.isBusy || read.revision < this.workspace.schedule.revision) return this.source.forget();
    this.take(read);
    await this.editor?.readHistory();
  }

  private follow(change: Change): void {
    const { schedule, outline, selection } = this.workspace;
    this.toggleAttribute("data-busy", this.editor?.edits.isWaiting ?? false);
    this.toolbar.refresh();
    this.foot.describe(schedule, outline.visible.length, selection.ids.size);
    if (change === "selection") this.refreshWhy();
  }

  private refreshWhy(): void {
    if (this.why?.isOpen) this.explain({ takesFocus: false });
  }
}

function unlessRefused(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

function afterPaint(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
