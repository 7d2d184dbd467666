/** The menu of a column's heading: order, width, and whether it is shown. */

import type { Command, Gantt } from "../commands/command.ts";
import { STICKY } from "../grid/columns.ts";
import { gettext } from "../../texts.ts";
import { openRowMenu } from "./row_menu.ts";

const topic = "viewing";

export function openColumnMenu(gantt: Gantt, key: string, place: { x: number; y: number }): void {
  const { columns } = gantt.workspace;
  const { sort } = gantt.filtered;
  const order = (name: string, label: string, wanted?: string, sign?: string): Command => ({
    name,
    label,
    topic,
    ...(sign ? { icon: sign } : {}),
    isAllowed: () => sort !== wanted,
    run: () => {
      const { sort: _, ...others } = gantt.filtered;
      void gantt.filter(wanted ? { ...others, sort: wanted } : others);
    },
  });
  const fit: Command = { name: "fit-column", label: gettext("Fit the width"), topic, icon: "fit", run: () => fitColumn(gantt, key) };
  const hide: Command = {
    name: "hide-column",
    label: gettext("Hide the column"),
    topic,
    icon: "close",
    isAllowed: () => !STICKY.has(key),
    run: () => {
      columns.choose(columns.shownKeys.filter((one) => one !== key));
      gantt.rebuild();
    },
  };
  const orders = [
    order("sort-up", gettext("Sort ascending"), key, "raise"),
    order("sort-down", gettext("Sort descending"), `-${key}`, "lower"),
    order("unsorted", gettext("As in the plan")),
  ];
  openRowMenu(gantt, [orders, [fit, hide]], place, columns.named(key)?.heading);
}

/** Make a column as wide as the widest text of its cells in sight, or its heading. */
export function fitColumn(gantt: Gantt, key: string): void {
  const { headPane, bodyPane } = gantt.view.frame;
  const cells = [headPane, bodyPane].flatMap((pane) => [...pane.querySelectorAll<HTMLElement>(`[data-column="${key}"]`)]);
  const range = document.createRange();
  const widths = cells.map((cell) => {
    range.selectNodeContents(cell);
    const { left } = cell.getBoundingClientRect();
    return range.getBoundingClientRect().right - left;
  });
  gantt.workspace.columns.setWidth(key, Math.ceil(Math.max(...widths)) + ROOM);
  gantt.rebuild();
}

/** Beside the text. */
const ROOM = 12;
