/** Which tasks are visible, in which row: the task tree with some summaries collapsed, filtered, or sorted flat. */

import type { TaskColumns } from "./document.ts";

/** What rows there are to be: those that match with the summaries above them, or in an order of their own without any. */
export interface Arrangement {
  matches?: ((task: number) => boolean) | undefined;
  compare?: ((one: number, other: number) => number) | undefined;
}

export class Outline {
  /** Task index of each visible row. */
  visible: number[] = [];
  private readonly rows = new Map<number, number>();
  private readonly hasChildren: boolean[];

  constructor(
    private readonly tasks: TaskColumns,
    private readonly collapsedIds: Set<number>,
    private readonly arrangement: Arrangement = {},
  ) {
    this.hasChildren = new Array<boolean>(tasks.id.length).fill(false);
    for (const parent of tasks.parent) if (parent >= 0) this.hasChildren[parent] = true;
    this.arrange();
  }

  rowOf(task: number): number | undefined {
    return this.rows.get(task);
  }

  isExpandable(task: number): boolean {
    return this.hasChildren[task] === true && !this.arrangement.compare;
  }

  isExpanded(task: number): boolean {
    return !this.collapsedIds.has(this.tasks.id[task]!);
  }

  setExpanded(task: number, expanded: boolean): void {
    const id = this.tasks.id[task]!;
    if (expanded) this.collapsedIds.delete(id);
    else this.collapsedIds.add(id);
    this.arrange();
  }

  /** Show the outline down to a level, and no deeper. */
  expandTo(level: number): void {
    this.collapsedIds.clear();
    this.tasks.id.forEach((id, task) => {
      if (this.hasChildren[task] && this.tasks.level[task]! >= level) this.collapsedIds.add(id);
    });
    this.arrange();
  }

  /** Expand what hides a task. */
  reveal(task: number): void {
    for (let above = this.tasks.parent[task]!; above >= 0; above = this.tasks.parent[above]!) {
      this.collapsedIds.delete(this.tasks.id[above]!);
    }
    this.arrange();
  }

  /** The nearest visible task at or above a task. */
  visibleAbove(task: number): number {
    let found = task;
    while (!this.rows.has(found) && this.tasks.parent[found]! >= 0) found = this.tasks.parent[found]!;
    return found;
  }

  private arrange(): void {
    this.visible = this.arrangement.compare ? this.flat(this.arrangement.compare) : this.tree();
    this.rows.clear();
    this.visible.forEach((task, row) => this.rows.set(task, row));
  }

  private flat(compare: (one: number, other: number) => number): number[] {
    const { matches } = this.arrangement;
    const leaves = this.tasks.id.flatMap((_, task) => (this.hasChildren[task] || (matches && !matches(task)) ? [] : [task]));
    return leaves.sort((one, other) => compare(one, other) || one - other);
  }

  private tree(): number[] {
    const kept = this.kept();
    const hidden = new Array<boolean>(this.tasks.id.length).fill(false);
    const visible: number[] = [];
    this.tasks.parent.forEach((parent, task) => {
      hidden[task] = parent >= 0 && (hidden[parent]! || !this.isExpanded(parent));
      if (!hidden[task] && (!kept || kept.has(task))) visible.push(task);
    });
    return visible;
  }

  private kept(): Set<number> | undefined {
    const { matches } = this.arrangement;
    if (!matches) return undefined;
    const kept = new Set<number>();
    this.tasks.id.forEach((_, task) => {
      if (!matches(task)) return;
      for (let above = task; above >= 0 && !kept.has(above); above = this.tasks.parent[above]!) kept.add(above);
    });
    return kept;
  }
}
