/** The table as an ARIA grid: one cell is in the tab order, arrows walk, Enter opens or edits, Space selects. */

import { type Place, placeAfter } from "./places.ts";

const CELLS = ":scope > th, :scope > td";
const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, [tabindex]";
const CURRENT = "data-current";

export function prepareGrids(): void {
  for (const section of document.querySelectorAll<HTMLElement>("[data-table]:not([data-ready])")) {
    section.dataset.ready = "";
    const table = section.querySelector("table");
    if (table) prepareGrid(table);
  }
}

export function walkGrids(): void {
  document.addEventListener("keydown", walk);
  document.addEventListener("focusin", (event) => {
    const cell = cellOf(event.target);
    if (cell) makeCurrent(cell);
  });
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const cell = cellOf(target);
    if (cell && !target.closest("a, button, input, select, label")) cell.focus();
  });
}

/** The cell of a grid that something lies in. */
export function cellOf(target: EventTarget | null): HTMLTableCellElement | null {
  const cell = (target as Element | null)?.closest<HTMLTableCellElement>("th, td") ?? null;
  return cell?.closest('[role="grid"]') ? cell : null;
}

export function makeCurrent(cell: HTMLTableCellElement): void {
  const table = cell.closest("table")!;
  for (const other of table.querySelectorAll<HTMLElement>(`[${CURRENT}]`)) {
    other.removeAttribute(CURRENT);
    other.tabIndex = -1;
  }
  cell.setAttribute(CURRENT, "");
  cell.tabIndex = 0;
}

/** Take what a row holds out of the tab order; the grid itself is one stop. */
export function prepareRow(row: HTMLTableRowElement): void {
  for (const control of row.querySelectorAll<HTMLElement>(CONTROLS)) control.tabIndex = -1;
  for (const cell of cellsOf(row)) cell.tabIndex = -1;
}

function prepareGrid(table: HTMLTableElement): void {
  table.setAttribute("role", "grid");
  table.closest(".table-region")?.removeAttribute("tabindex");
  const label = table.closest(".table-region")?.getAttribute("aria-label");
  if (label) table.setAttribute("aria-label", label);
  for (const row of table.rows) prepareRow(row);
  const first = table.tBodies[0]?.rows[0] ?? table.rows[0];
  const cell = first && cellsOf(first).find((one) => one.tagName === "TH");
  if (cell) makeCurrent(cell);
}

function walk(event: KeyboardEvent): void {
  const cell = cellOf(event.target);
  if (!cell || event.altKey || event.metaKey) return;
  if (event.target !== cell) return leaveControl(event, cell);
  if (event.key === "Enter" || event.key === " ") return act(event, cell);
  if (event.key === "F2") return void cell.querySelector<HTMLElement>(CONTROLS)?.focus();
  const rows = [...cell.closest("table")!.rows];
  const row = cell.parentElement as HTMLTableRowElement;
  const standing: Place = { row: rows.indexOf(row), column: cellsOf(row).indexOf(cell) };
  const widths = rows.map((one) => cellsOf(one).length);
  const place = placeAfter(event.key, standing, widths, { toEdge: event.ctrlKey, rowsInSight: rowsInSight(cell) });
  if (!place) return;
  event.preventDefault();
  const next = cellsOf(rows[place.row]!)[place.column]!;
  next.focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function leaveControl(event: KeyboardEvent, cell: HTMLTableCellElement): void {
  if (event.key !== "Escape" || cell.querySelector("[data-cell-edit]")) return;
  event.preventDefault();
  cell.focus();
}

function act(event: KeyboardEvent, cell: HTMLTableCellElement): void {
  const row = cell.parentElement as HTMLTableRowElement;
  const box = row.querySelector<HTMLInputElement>('input[name="rows"]');
  const control = cell.querySelector<HTMLElement>("a[href], button, input:not([type=hidden])");
  event.preventDefault();
  if (event.key === " " && box) box.click();
  else if (cell.dataset.edits) cell.dispatchEvent(new CustomEvent("data-table:edit", { bubbles: true }));
  else control?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: event.shiftKey }));
}

function rowsInSight(cell: HTMLTableCellElement): number {
  const region = cell.closest<HTMLElement>(".table-region");
  const height = cell.getBoundingClientRect().height || 31;
  return Math.max(1, Math.floor((region?.clientHeight ?? window.innerHeight) / height) - 2);
}

function cellsOf(row: HTMLTableRowElement): HTMLTableCellElement[] {
  return [...row.querySelectorAll<HTMLTableCellElement>(CELLS)];
}
