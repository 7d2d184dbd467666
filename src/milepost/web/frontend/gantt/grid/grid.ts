/** The grid: a row of cells for each task in the window, made once and kept while it stays there. */

import { HEADER } from "../dimensions.ts";
import { html } from "../elements.ts";
import type { ChartWindow } from "../viewport.ts";
import type { Workspace } from "../workspace.ts";
import { cellClass, Row, size } from "./row.ts";
import { gettext } from "../../texts.ts";

export class Grid {
  readonly header = html("div", "gantt-header");
  readonly body = html("div", "gantt-rows", { role: "rowgroup" });
  private readonly rows = new Map<number, Row>();
  private focusable: HTMLElement | undefined;

  constructor(private readonly workspace: Workspace) {
    this.rebuild();
  }

  /** Make the header and all rows anew, after columns changed. */
  rebuild(): void {
    this.header.replaceChildren(headerRow(this.workspace));
    for (const { element } of this.rows.values()) element.remove();
    this.rows.clear();
  }

  /** Draw the rows of a window; a fresh drawing shows new facts in all of them. */
  draw(window: ChartWindow, { isFresh }: { isFresh: boolean }): void {
    const hadFocus = this.hasFocus;
    this.rename();
    const wanted = this.wanted(window);
    for (const [id, { element }] of this.rows) {
      if (wanted.has(id)) continue;
      this.rows.delete(id);
      takeOut(element);
    }
    this.place([...wanted].map(([id, row]) => this.drawn(id, row, isFresh).element));
    this.mark();
    if (hadFocus && !this.hasFocus) this.focus();
  }

  /** Show what is selected, and let the active cell or row take the focus. */
  mark(): void {
    const columns = this.workspace.selectedColumns;
    for (const row of this.rows.values()) row.mark(columns);
    this.focusable?.setAttribute("tabindex", "-1");
    this.focusable = this.active ?? this.rows.values().next().value?.element;
    this.focusable?.setAttribute("tabindex", "0");
  }

  get hasFocus(): boolean {
    return this.body.contains(document.activeElement);
  }

  focus(): void {
    this.active?.focus({ preventScroll: true });
  }

  /** The active cell, or the active row while whole rows are selected. */
  get active(): HTMLElement | undefined {
    const { activeId, column } = this.workspace.selection;
    const row = activeId === undefined ? undefined : this.rows.get(activeId);
    return column === undefined ? row?.element : row?.cell(column);
  }

  private rename(): void {
    for (const [from, to] of this.workspace.renamed) {
      const row = this.rows.get(from);
      if (!row || this.rows.has(to)) continue;
      row.rename(to);
      this.rows.delete(from);
      this.rows.set(to, row);
    }
  }

  /** Put rows in their order without moving the one that holds the focus, which would lose it. */
  private place(elements: HTMLElement[]): void {
    let next = this.body.firstElementChild;
    for (const element of elements) {
      while (element !== next && next && element.contains(document.activeElement)) {
        const passed = next;
        next = next.nextElementSibling;
        passed.remove();
      }
      if (element === next) next = next.nextElementSibling;
      else this.body.insertBefore(element, next);
    }
  }

  private drawn(id: number, row: number, isFresh: boolean): Row {
    const found = this.rows.get(id);
    if (found && !isFresh) return found;
    const made = found ?? new Row(id, this.workspace);
    this.rows.set(id, made);
    made.update(row);
    return made;
  }

  /** Rows by id of their task, in their order: those of the window and the active one. */
  private wanted({ firstRow, lastRow }: ChartWindow): Map<number, number> {
    const { workspace } = this;
    const { activeRow, rowCount } = workspace;
    const rows: number[] = [];
    const end = lastRow >= workspace.outline.visible.length ? rowCount : lastRow;
    for (let row = firstRow; row < end; row++) rows.push(row);
    if (activeRow >= 0 && activeRow < firstRow) rows.unshift(activeRow);
    if (activeRow >= end && activeRow < rowCount) rows.push(activeRow);
    return new Map(rows.map((row) => [workspace.idInRow(row)!, row]));
  }
}

/** What is typed in the row is handed over first: removing the focus with its element would do so in the middle of it. */
function takeOut(element: HTMLElement): void {
  if (element.contains(document.activeElement)) (document.activeElement as HTMLElement).blur();
  element.remove();
}

function headerRow(workspace: Workspace): HTMLElement {
  const row = html("div", "gantt-row gantt-header-row", { role: "row", "aria-rowindex": 1 });
  row.style.blockSize = `${HEADER}px`;
  row.style.inlineSize = `${workspace.columns.totalWidth}px`;
  workspace.columns.shown.forEach((column, place) => {
    const cell = html("div", cellClass(column), { role: "columnheader", "aria-colindex": place + 1 }, column.heading);
    cell.dataset["column"] = column.key;
    size(cell, column, workspace);
    cell.append(html("span", "gantt-grip", { "aria-hidden": "true" }));
    row.append(cell);
  });
  row.append(html("div", "visually-hidden", { role: "columnheader" }, gettext("Condition")));
  return row;
}
