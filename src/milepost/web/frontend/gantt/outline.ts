/** Which tasks are visible, in which row: the task tree with some summaries collapsed. */

import type { TaskColumns } from "./document.ts";

export class Outline {
  /** Task index of each visible row. */
  visible: number[] = [];
  private readonly rows = new Map<number, number>();
  private readonly hasChildren: boolean[];

  constructor(
    private readonly tasks: TaskColumns,
    private readonly collapsedIds: Set<number>,
  ) {
    this.hasChildren = new Array<boolean>(tasks.id.length).fill(false);
    for (const parent of tasks.parent) if (parent >= 0) this.hasChildren[parent] = true;
    this.arrange();
  }

  rowOf(task: number): number | undefined {
    return this.rows.get(task);
  }

  isExpandable(task: number): boolean {
    return this.hasChildren[task]!;
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

  setAllExpanded(expanded: boolean): void {
    this.collapsedIds.clear();
    if (!expanded) {
      this.tasks.id.forEach((id, task) => {
        if (this.hasChildren[task]) this.collapsedIds.add(id);
      });
    }
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
    const hidden = new Array<boolean>(this.tasks.id.length).fill(false);
    this.visible = [];
    this.rows.clear();
    this.tasks.parent.forEach((parent, task) => {
      hidden[task] = parent >= 0 && (hidden[parent]! || !this.isExpanded(parent));
      if (hidden[task]) return;
      this.rows.set(task, this.visible.length);
      this.visible.push(task);
    });
  }
}
