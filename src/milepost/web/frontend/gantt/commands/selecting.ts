/** Selecting ranges, whole rows and everything. */

import { type Command, type Gantt, hasActive } from "./command.ts";
import { ngettext } from "../../plurals.ts";
import { gettext } from "../../texts.ts";

export const SELECTING: readonly Command[] = [
  { name: "extend-down", label: gettext("Select down"), topic: "selecting", keys: ["Shift+ArrowDown"], isAllowed: hasActive, run: (gantt) => extend(gantt, 1) },
  { name: "extend-up", label: gettext("Select up"), topic: "selecting", keys: ["Shift+ArrowUp"], isAllowed: hasActive, run: (gantt) => extend(gantt, -1) },
  { name: "extend-right", label: gettext("Select right"), topic: "selecting", keys: ["Shift+ArrowRight"], isAllowed: hasActive, run: (gantt) => extend(gantt, 0, 1) },
  { name: "extend-left", label: gettext("Select left"), topic: "selecting", keys: ["Shift+ArrowLeft"], isAllowed: hasActive, run: (gantt) => extend(gantt, 0, -1) },
  { name: "extend-page-down", label: gettext("Select a page down"), topic: "selecting", keys: ["Shift+PageDown"], isAllowed: hasActive, run: (gantt) => extend(gantt, gantt.view.rowsPerPage) },
  { name: "extend-page-up", label: gettext("Select a page up"), topic: "selecting", keys: ["Shift+PageUp"], isAllowed: hasActive, run: (gantt) => extend(gantt, -gantt.view.rowsPerPage) },
  { name: "extend-first", label: gettext("Select to the first row"), topic: "selecting", keys: ["Ctrl+Shift+Home"], isAllowed: hasActive, run: (gantt) => extend(gantt, -Infinity) },
  { name: "extend-last", label: gettext("Select to the last row"), topic: "selecting", keys: ["Ctrl+Shift+End"], isAllowed: hasActive, run: (gantt) => extend(gantt, gantt.workspace.outline.visible.length - 1 - gantt.workspace.activeRow) },
  { name: "select-row", label: gettext("Select whole rows"), topic: "selecting", keys: ["Shift+ "], isAllowed: hasActive, run: selectRows },
  { name: "select-all", label: gettext("Select all rows"), topic: "selecting", keys: ["Ctrl+A"], run: selectAll },
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
  announce(ngettext("%(count)s row selected", "%(count)s rows selected", workspace.selection.ids.size));
}
