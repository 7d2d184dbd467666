/** What is on the table: the schedule, which of its rows are visible, what is selected, shown and glowing. */

import type { Shown } from "./chart/bars.ts";
import { type Coloring, coloringOf, type Way } from "./chart/coloring.ts";
import type { ScheduleDocument, TaskColumns } from "./document.ts";
import { Outline } from "./outline.ts";
import { keepPreferences, readPreferences } from "./preferences.ts";
import { Selection } from "./selection.ts";
import { WorkingDays } from "./working_days.ts";

const GLOW_MILLISECONDS = 4000;
const SHOWN: Shown = { critical: true, baseline: true, float: false, links: true, progress: false };

/** What changed: which rows there are, what they show, or which are selected. */
export type Change = "rows" | "facts" | "selection";

export class Workspace {
  schedule!: ScheduleDocument;
  days!: WorkingDays;
  outline!: Outline;
  readonly selection = new Selection();
  shown: Shown = { ...SHOWN, ...readPreferences().shown };
  coloring!: Coloring;
  glowing: ReadonlySet<number> = new Set();
  private readonly collapsedIds = new Set<number>();
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

  /** Take a document in; selection and collapsed summaries stay, by id. */
  adopt(schedule: ScheduleDocument): void {
    this.schedule = schedule;
    this.days = new WorkingDays(schedule.calendar);
    this.coloring = coloringOf(schedule, this.coloring?.way ?? readPreferences().coloring ?? "plain");
    this.outline = new Outline(this.tasks, this.collapsedIds);
    const ids = new Set(this.tasks.id);
    this.selection.keepOnly((id) => ids.has(id));
    this.tell("rows");
  }

  /** Index of the active task, or -1. */
  get activeTask(): number {
    return this.selection.activeId === undefined ? -1 : this.tasks.id.indexOf(this.selection.activeId);
  }

  /** Row of the active task, or -1. */
  get activeRow(): number {
    return this.outline.rowOf(this.activeTask) ?? -1;
  }

  /** The selected tasks' indexes, in the order of the plan. */
  get selectedTasks(): number[] {
    return this.tasks.id.flatMap((id, task) => (this.selection.has(id) ? [task] : []));
  }

  /** Select the task in a row, or the nearest there is. */
  select(row: number): void {
    const id = this.idInRow(row);
    if (id === undefined) return;
    this.selection.set(id);
    this.tell("selection");
  }

  setExpanded(task: number, expanded: boolean): void {
    this.outline.setExpanded(task, expanded);
    this.tell("rows");
  }

  expandAll(expanded: boolean): void {
    const active = this.activeTask;
    this.outline.setAllExpanded(expanded);
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

  private idInRow(row: number): number | undefined {
    const { visible } = this.outline;
    return this.tasks.id[visible[Math.max(0, Math.min(row, visible.length - 1))] ?? -1];
  }
}
