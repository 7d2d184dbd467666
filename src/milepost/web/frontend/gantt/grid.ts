/** The grid: a row of cells for each task in the window, made once and kept while it stays there. */

import type { Scene } from "./chart/chart.ts";
import { COLUMNS, COLUMNS_WIDTH, conditionText } from "./columns.ts";
import { HEADER, ROW } from "./dimensions.ts";
import { html, setAttributes, svg } from "./elements.ts";
import type { ChartWindow } from "./viewport.ts";

const INDENT = 16;
const FIRST_INDENT = 6;

export class Grid {
  readonly header = headerRow();
  readonly body = html("div", "gantt-rows", { role: "rowgroup" });
  private readonly rows = new Map<number, HTMLElement>();

  /** Draw the rows of a window; a fresh drawing shows new facts in all of them. */
  draw(scene: Scene, window: ChartWindow, { isFresh }: { isFresh: boolean }): void {
    const hadFocus = this.body.contains(document.activeElement);
    if (isFresh) this.rows.clear();
    const wanted = this.rowsWanted(scene, window);
    for (const [row, element] of this.rows) {
      if (wanted.has(row)) continue;
      element.remove();
      this.rows.delete(row);
    }
    const missing = [...wanted].filter((row) => !this.rows.has(row));
    for (const row of missing) this.rows.set(row, makeRow(scene, row));
    if (missing.length || isFresh) this.body.replaceChildren(...[...wanted].sort((a, b) => a - b).map((row) => this.rows.get(row)!));
    this.markSelected(scene);
    if (hadFocus && !this.body.contains(document.activeElement)) this.focus(scene.activeRow);
  }

  focus(row: number): void {
    this.rows.get(row)?.focus({ preventScroll: true });
  }

  private rowsWanted(scene: Scene, window: ChartWindow): Set<number> {
    const wanted = new Set<number>();
    for (let row = window.firstRow; row < window.lastRow; row++) wanted.add(row);
    if (scene.activeRow >= 0) wanted.add(scene.activeRow);
    return wanted;
  }

  private markSelected({ activeRow, selectedRows }: Scene): void {
    for (const [row, element] of this.rows) {
      setAttributes(element, { "aria-selected": String(selectedRows.has(row)), tabindex: row === activeRow ? 0 : -1 });
    }
  }
}

function headerRow(): HTMLElement {
  const row = html("div", "gantt-row gantt-header-row", { role: "row", "aria-rowindex": 1 });
  row.style.blockSize = `${HEADER}px`;
  row.style.inlineSize = `${COLUMNS_WIDTH}px`;
  for (const column of COLUMNS) {
    const cell = html("div", `gantt-cell gantt-cell-${column.key}`, { role: "columnheader" }, column.heading);
    cell.classList.toggle("gantt-numeric", column.isNumeric ?? false);
    cell.style.inlineSize = `${column.width}px`;
    row.append(cell);
  }
  row.append(html("div", "visually-hidden", { role: "columnheader" }, "Condition"));
  return row;
}

function makeRow(scene: Scene, row: number): HTMLElement {
  const { tasks, project } = scene.schedule;
  const task = scene.outline.visible[row]!;
  const element = html("div", `gantt-row gantt-row-${tasks.kind[task]}`, {
    role: "row",
    "aria-rowindex": row + 2,
    "aria-level": tasks.level[task] ?? 1,
  });
  element.dataset["row"] = String(row);
  element.style.insetBlockStart = `${row * ROW}px`;
  element.style.inlineSize = `${COLUMNS_WIDTH}px`;
  if (scene.outline.isExpandable(task)) setAttributes(element, { "aria-expanded": String(scene.outline.isExpanded(task)) });
  element.classList.toggle("gantt-row-critical", scene.shown.critical && tasks.critical[task] === 1);
  element.classList.toggle("gantt-moved", scene.glowing.has(tasks.id[task]!));
  for (const column of COLUMNS) {
    const cell = html("div", `gantt-cell gantt-cell-${column.key}`, { role: "gridcell" }, column.text(tasks, task, project));
    cell.classList.toggle("gantt-numeric", column.isNumeric ?? false);
    cell.style.inlineSize = `${column.width}px`;
    if (column.key === "name") indent(cell, scene, task);
    element.append(cell);
  }
  element.append(html("div", "visually-hidden", { role: "gridcell" }, conditionText(tasks, task)));
  return element;
}

function indent(cell: HTMLElement, scene: Scene, task: number): void {
  const level = scene.schedule.tasks.level[task] ?? 1;
  cell.style.paddingInlineStart = `${FIRST_INDENT + level * INDENT}px`;
  if (!scene.outline.isExpandable(task)) return;
  const twisty = svg("svg", { class: "gantt-twisty", viewBox: "0 0 16 16", "aria-hidden": "true" });
  twisty.append(svg("path", { d: "m6 4 4 4-4 4" }));
  cell.prepend(twisty);
}
