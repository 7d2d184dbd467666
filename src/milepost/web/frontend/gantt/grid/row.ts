/** One row of the grid: its cells are made once, and then follow what the workspace says of its task. */

import { ROW } from "../dimensions.ts";
import { html, setAttributes, svg } from "../elements.ts";
import { BLANK } from "../selection.ts";
import { cellKey, type Workspace } from "../workspace.ts";
import { type Column, STICKY } from "./columns.ts";
import { conditionText } from "../conditions.ts";
import { gettext } from "../../texts.ts";

export const INDENT = 16;
export const FIRST_INDENT = 6;
const NEW_TASK = gettext("New task");

export class Row {
  readonly element = html("div", "gantt-row", { role: "row", tabindex: -1 });
  private readonly cells = new Map<string, HTMLElement>();
  private readonly condition = html("div", "visually-hidden", { role: "gridcell" });

  constructor(
    private id: number,
    private readonly workspace: Workspace,
  ) {
    const { columns } = workspace;
    columns.shown.forEach((column, place) => {
      const cell = html("div", cellClass(column), { role: "gridcell", tabindex: -1, "aria-colindex": place + 1 });
      cell.dataset["column"] = column.key;
      size(cell, column, workspace);
      this.cells.set(column.key, cell);
      this.element.append(cell);
    });
    this.condition.setAttribute("aria-colindex", String(columns.shown.length + 1));
    this.element.append(this.condition);
    this.element.style.inlineSize = `${columns.totalWidth}px`;
    this.element.dataset["id"] = String(id);
  }

  /** Stand for the same task under the id that the server gave it. */
  rename(id: number): void {
    this.id = id;
    this.element.dataset["id"] = String(id);
  }

  cell(key: string): HTMLElement | undefined {
    return this.cells.get(key);
  }

  /** Bring the row in step with its task, except for a cell that is being typed in. */
  update(row: number): void {
    setAttributes(this.element, { "aria-rowindex": row + 2 });
    this.element.dataset["row"] = String(row);
    this.element.style.insetBlockStart = `${row * ROW}px`;
    if (this.id === BLANK) this.updateBlank();
    else this.updateTask(this.workspace.outline.visible[row]!);
  }

  /** Show what of the row is selected. */
  mark(chosenColumns: readonly string[]): void {
    const { selection } = this.workspace;
    const isSelected = selection.has(this.id);
    setAttributes(this.element, { "aria-selected": String(isSelected) });
    const isRange = isSelected && (selection.ids.size > 1 || chosenColumns.length > 1);
    for (const [key, cell] of this.cells) cell.classList.toggle("gantt-chosen", isRange && chosenColumns.includes(key));
  }

  private updateTask(task: number): void {
    const { workspace, element } = this;
    const { tasks, outline, glowing, shown } = workspace;
    const isExpandable = outline.isExpandable(task);
    element.className = `gantt-row gantt-row-${tasks.kind[task]}`;
    element.classList.toggle("gantt-row-critical", shown.critical && tasks.critical[task] === 1);
    element.classList.toggle("gantt-moved", glowing.has(this.id));
    setAttributes(element, { "aria-level": outline.isExpandable(task) || workspace.isWhole ? tasks.level[task]! : 1 });
    if (isExpandable) setAttributes(element, { "aria-expanded": String(outline.isExpanded(task)) });
    else element.removeAttribute("aria-expanded");
    for (const [key, cell] of this.cells) this.fill(cell, key, task);
    this.indent(task, isExpandable);
    write(this.condition, conditionText(tasks, task));
  }

  private updateBlank(): void {
    this.element.className = "gantt-row gantt-row-blank";
    setAttributes(this.element, { "aria-level": 1 });
    for (const [key, cell] of this.cells) {
      const refused = this.workspace.refused.get(cellKey(BLANK, key));
      cell.classList.toggle("gantt-refused", refused !== undefined);
      if (!isTypedIn(cell)) write(cell, refused?.typed ?? (key === "name" ? NEW_TASK : ""));
    }
  }

  private fill(cell: HTMLElement, key: string, task: number): void {
    const { workspace } = this;
    const place = cellKey(this.id, key);
    const refused = workspace.refused.get(place);
    cell.classList.toggle("gantt-pending", workspace.typed.has(place));
    cell.classList.toggle("gantt-refused", refused !== undefined);
    if (refused) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
    if (workspace.mayEdit) setAttributes(cell, { "aria-readonly": String(!workspace.isTyped(this.id, key, task)) });
    const text = refused?.typed ?? workspace.textOf(task, key);
    if (!isTypedIn(cell)) write(key === "name" ? nameIn(cell) : cell, text);
  }

  private indent(task: number, isExpandable: boolean): void {
    const cell = this.cells.get("name");
    if (!cell) return;
    const level = this.workspace.isWhole || isExpandable ? this.workspace.tasks.level[task]! : 1;
    cell.style.paddingInlineStart = `${FIRST_INDENT + level * INDENT}px`;
    const twisty = cell.querySelector(".gantt-twisty");
    if (!isExpandable) twisty?.remove();
    else if (!twisty) cell.prepend(makeTwisty());
  }
}

export const cellClass = (column: Column): string =>
  `gantt-cell gantt-cell-${column.key}${column.isNumeric ? " gantt-numeric" : ""}${STICKY.has(column.key) ? " gantt-sticky" : ""}`;

/** Give a cell the width of its column, and its place where it stays in sight. */
export function size(cell: HTMLElement, column: Column, { columns }: Workspace): void {
  cell.style.inlineSize = `${columns.widthOf(column)}px`;
  if (STICKY.has(column.key)) cell.style.insetInlineStart = `${columns.leftOf(column.key)}px`;
}

const isTypedIn = (cell: HTMLElement): boolean => cell.querySelector("input") !== null;

function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function nameIn(cell: HTMLElement): Element {
  const found = cell.querySelector(".gantt-name");
  if (found) return found;
  const name = html("span", "gantt-name");
  cell.replaceChildren(name);
  return name;
}

function makeTwisty(): SVGElement {
  const twisty = svg("svg", { class: "gantt-twisty", viewBox: "0 0 16 16", "aria-hidden": "true" });
  twisty.append(svg("path", { d: "m6 4 4 4-4 4" }));
  return twisty;
}
