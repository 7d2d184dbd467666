/** What is on the table: the schedule, which of its rows and columns are visible, what is selected, typed and glowing. */

import type { Shown } from "./chart/bars.ts";
import { type Coloring, coloringOf, type Way } from "./chart/coloring.ts";
import type { ScheduleDocument, TaskColumns } from "./document.ts";
import { Columns } from "./grid/arranging.ts";
import { isTyped } from "./grid/columns.ts";
import { type Arrangement, Outline } from "./outline.ts";
import { keepPreferences, readPreferences } from "./preferences.ts";
import { BLANK, Selection } from "./selection.ts";
import { WorkingDays } from "./working_days.ts";

const GLOW_MILLISECONDS = 4000;
const SHOWN: Shown = { critical: true, baseline: true, float: false, links: true, progress: false };

/** What changed: which rows and columns there are, what they show, or which are selected. */
export type Change = "rows" | "facts" | "selection";

/** What was typed into a cell and refused; `theirs` is what somebody else wrote there meanwhile. */
export interface Refused {
  typed: string;
  message: string;
  theirs?: string;
}

export const cellKey = (id: number, field: string): string => `${id}:${field}`;

export class Workspace {
  schedule!: ScheduleDocument;
  days!: WorkingDays;
  outline!: Outline;
  readonly columns = new Columns();
  readonly selection = new Selection();
  /** The deepest level that the outline was last opened to. */
  level: number | undefined;
  shown: Shown = { ...SHOWN, ...readPreferences().shown };
  coloring!: Coloring;
  glowing: ReadonlySet<number> = new Set();
  /** Texts typed into cells that the server has not answered yet. */
  typed: ReadonlyMap<string, string> = new Map();
  readonly refused = new Map<string, Refused>();
  /** Ids that tasks were given by the server, by those they had until then. */
  readonly renamed = new Map<number, number>();
  private readonly collapsedIds = new Set<number>();
  private arrangementOf: (schedule: ScheduleDocument) => Arrangement = () => ({});
  private arrangement: Arrangement = {};
  private readonly watchers: ((change: Change) => void)[] = [];

  watch(watcher: (change: Change) => void): void {
    this.watchers.push(watcher);
  }

  tell(change: Change): void {
    for (const watcher of this.watchers) watcher(change);
  }

  get tasks(): TaskColumns {
    return this.schedule.tasks;
  }

  get mayEdit(): boolean {
    return this.schedule.actions.edits !== undefined;
  }

  /** Take a schedule in; selection and collapsed summaries stay, by id. */
  adopt(schedule: ScheduleDocument): void {
    const before = this.schedule ? { row: this.activeRow, schedule: this.schedule } : undefined;
    this.schedule = schedule;
    this.coloring = coloringOf(schedule, this.coloring?.way ?? readPreferences().coloring ?? "plain");
    if (before?.schedule.calendar !== schedule.calendar) this.days = new WorkingDays(schedule.calendar);
    this.arrange();
    const ids = new Set(this.tasks.id);
    this.selection.keepOnly((id) => ids.has(id), before && this.idInRow(before.row));
    this.tell("rows");
  }

  /** Choose which rows there are and in which order. */
  setArrangement(arrangement: (schedule: ScheduleDocument) => Arrangement): void {
    this.arrangementOf = arrangement;
    this.arrange();
    this.tell("rows");
  }

  /** Whether the rows stand as in the plan, all of them. */
  get isWhole(): boolean {
    return !this.arrangement.matches && !this.arrangement.compare;
  }

  /** Rows there are, with the empty one at the end. */
  get rowCount(): number {
    return this.outline.visible.length + (this.hasBlank ? 1 : 0);
  }

  get hasBlank(): boolean {
    return this.mayEdit && this.isWhole;
  }

  idInRow(row: number): number | undefined {
    const { visible } = this.outline;
    const nearest = Math.max(0, Math.min(row, this.rowCount - 1));
    return nearest === visible.length && this.hasBlank ? BLANK : this.tasks.id[visible[nearest] ?? -1];
  }

  /** Index of the active task, or -1. */
  get activeTask(): number {
    return this.selection.activeId === undefined ? -1 : this.tasks.id.indexOf(this.selection.activeId);
  }

  /** Row of the active task, or -1. */
  get activeRow(): number {
    if (this.selection.activeId === BLANK) return this.outline.visible.length;
    return this.outline.rowOf(this.activeTask) ?? -1;
  }

  /** The selected tasks' indexes, in the order of the rows. */
  get selectedTasks(): number[] {
    return this.outline.visible.filter((task) => this.selection.has(this.tasks.id[task]!));
  }

  get selectedIds(): number[] {
    return this.selectedTasks.map((task) => this.tasks.id[task]!);
  }

  /** Keys of the selected columns; none while whole rows are selected. */
  get selectedColumns(): string[] {
    const { column, anchorColumn } = this.selection;
    return column === undefined ? [] : this.columns.between(anchorColumn ?? column, column);
  }

  /** Whether a cell may be typed in; any of the empty row's typed columns may. */
  isTyped(id: number, key: string, task = this.tasks.id.indexOf(id)): boolean {
    const column = this.columns.named(key);
    if (!column?.typed || !this.mayEdit) return false;
    return id === BLANK || isTyped(column, this.tasks, task);
  }

  /** What a cell shows: what was typed and is on its way, or what the server says. */
  textOf(task: number, key: string): string {
    const typed = this.typed.get(cellKey(this.tasks.id[task]!, key));
    return typed ?? this.columns.named(key)?.text(this.schedule, task) ?? "";
  }

  /** Make the task in a row active, or the nearest there is; a column of null selects the whole row. */
  select(row: number, column: string | null | undefined = this.selection.column): void {
    const id = this.idInRow(row);
    if (id === undefined) return;
    this.selection.set(id, column ?? undefined);
    if (column === null) this.selection.setRows([id]);
    this.tell("selection");
  }

  /** Select all up to a row and column. */
  extend(row: number, column: string | undefined = this.selection.column): void {
    const id = this.idInRow(row);
    if (id === undefined || id === BLANK) return;
    this.selection.extendTo(id, column, this.outline.visible.map((task) => this.tasks.id[task]!));
    this.tell("selection");
  }

  /** Add the whole row to what is selected, or take it out. */
  toggle(row: number): void {
    const id = this.idInRow(row);
    if (id === undefined || id === BLANK) return;
    this.selection.toggle(id);
    this.tell("selection");
  }

  /** A task has the server's id now. */
  rename(from: number, to: number): void {
    this.renamed.set(from, to);
    this.selection.rename(from, to);
    if (this.collapsedIds.delete(from)) this.collapsedIds.add(to);
  }

  setExpanded(task: number, expanded: boolean): void {
    this.outline.setExpanded(task, expanded);
    this.tell("rows");
  }

  /** Show the outline down to a level. */
  expandTo(level: number): void {
    const active = this.activeTask;
    this.level = level;
    this.outline.expandTo(level);
    if (active >= 0) this.selection.set(this.tasks.id[this.outline.visibleAbove(active)]!);
    this.tell("rows");
  }

  /** Expand what hides a task. */
  reveal(task: number): void {
    this.outline.reveal(task);
    this.tell("rows");
  }

  show(changed: Partial<Shown>): void {
    this.shown = { ...this.shown, ...changed };
    keepPreferences({ shown: this.shown });
    this.tell("facts");
  }

  /** Choose what the bars' colors tell. */
  colorBy(way: Way): void {
    this.coloring = coloringOf(this.schedule, way);
    keepPreferences({ coloring: way });
    this.tell("facts");
  }

  /** Let tasks glow for a while from the next drawing on. */
  glow(ids: number[]): void {
    this.glowing = new Set(ids);
    setTimeout(() => (this.glowing = new Set()), GLOW_MILLISECONDS);
  }

  private arrange(): void {
    this.arrangement = this.arrangementOf(this.schedule);
    this.outline = new Outline(this.tasks, this.collapsedIds, this.arrangement);
  }
}
