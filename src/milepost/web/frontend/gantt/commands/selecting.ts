/** Selecting ranges, whole rows and everything. */

import { type Command, type Gantt, hasActive } from "./command.ts";

export const SELECTING: readonly Command[] = [
  { name: "extend-down", label: "Select down", topic: "Select", keys: ["Shift+ArrowDown"], isAllowed: hasActive, run: (gantt) => extend(gantt, 1) },
  { name: "extend-up", label: "Select up", topic: "Select", keys: ["Shift+ArrowUp"], isAllowed: hasActive, run: (gantt) => extend(gantt, -1) },
  { name: "extend-right", label: "Select right", topic: "Select", keys: ["Shift+ArrowRight"], isAllowed: hasActive, run: (gantt) => extend(gantt, 0, 1) },
  { name: "extend-left", label: "Select left", topic: "Select", keys: ["Shift+ArrowLeft"], isAllowed: hasActive, run: (gantt) => extend(gantt, 0, -1) },
  { name: "extend-page-down", label: "Select a page down", topic: "Select", keys: ["Shift+PageDown"], isAllowed: hasActive, run: (gantt) => extend(gantt, gantt.view.rowsPerPage) },
  { name: "extend-page-up", label: "Select a page up", topic: "Select", keys: ["Shift+PageUp"], isAllowed: hasActive, run: (gantt) => extend(gantt, -gantt.view.rowsPerPage) },
  { name: "extend-first", label: "Select to the first row", topic: "Select", keys: ["Ctrl+Shift+Home"], isAllowed: hasActive, run: (gantt) => extend(gantt, -Infinity) },
  { name: "extend-last", label: "Select to the last row", topic: "Select", keys: ["Ctrl+Shift+End"], isAllowed: hasActive, run: (gantt) => extend(gantt, gantt.workspace.outline.visible.length - 1 - gantt.workspace.activeRow) },
  { name: "select-row", label: "Select whole rows", topic: "Select", keys: ["Shift+ "], isAllowed: hasActive, run: selectRows },
  { name: "select-all", label: "Select all rows", topic: "Select", keys: ["Ctrl+A"], run: selectAll },
];

function extend(gantt: Gantt, rows: number, columns = 0): void {
  const { workspace, view } = gantt;
  const { column } = workspace.selection;
  const beside = column === undefined ? undefined : (workspace.columns.beside(column, columns) ?? column);
  workspace.extend(Math.max(0, workspace.activeRow + rows), beside);
  view.goToActive({ revealsBar: false });
}

function selectRows({ workspace, view }: Gantt): void {
  workspace.selection.setRows(workspace.selectedIds);
  workspace.tell("selection");
  view.grid.focus();
}

function selectAll({ workspace, view, announce }: Gantt): void {
  workspace.selection.setRows(workspace.outline.visible.map((task) => workspace.tasks.id[task]!));
  workspace.tell("selection");
  view.grid.focus();
  announce(`${workspace.selection.ids.size} rows selected`);
}
