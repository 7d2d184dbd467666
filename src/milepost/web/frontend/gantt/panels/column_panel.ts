/** The list of columns: which are shown, in which order and how wide. */

import { icon } from "../../icon.ts";
import type { Gantt } from "../commands/command.ts";
import { html } from "../elements.ts";
import { type Column, COLUMNS, STICKY } from "../grid/columns.ts";
import { gettext } from "../../texts.ts";

/** Fill a panel with the columns, the shown ones first and in their order. */
export function fillColumns(panel: HTMLElement, gantt: Gantt): void {
  const { columns } = gantt.workspace;
  const { shownKeys } = columns;
  const rest = COLUMNS.filter(({ key }) => !shownKeys.includes(key));
  const list = html("ul", "gantt-columns");
  list.append(...[...columns.shown, ...rest].map((column) => item(column)));
  const reset = html("button", "button button-small", { type: "button" }, gettext("As at first"));
  reset.addEventListener("click", () => {
    columns.reset();
    gantt.rebuild();
    fillColumns(panel, gantt);
  });
  panel.replaceChildren(list, reset);

  function item(column: Column): HTMLElement {
    const place = shownKeys.indexOf(column.key);
    const line = html("li", "gantt-columns-item");
    const box = html("input", "", { type: "checkbox" });
    box.checked = place >= 0;
    box.disabled = STICKY.has(column.key);
    box.addEventListener("change", () => choose(box.checked ? [...shownKeys, column.key] : shownKeys.filter((key) => key !== column.key), column.key));
    const label = html("label", "gantt-show-item");
    label.append(box, column.heading);
    line.dataset["column"] = column.key;
    line.append(label);
    if (box.checked) line.append(width(column));
    if (place >= STICKY.size) line.append(mover(column, -1), mover(column, 1));
    return line;
  }

  function choose(keys: string[], focused: string): void {
    columns.choose(keys);
    gantt.rebuild();
    fillColumns(panel, gantt);
    panel.querySelector<HTMLElement>(`[data-column="${focused}"] input`)?.focus();
  }

  function width(column: Column): HTMLElement {
    const field = html("input", "gantt-columns-width", { type: "number", min: 40, max: 640, step: 8, "aria-label": gettext("Width of %(column)s", { column: column.heading }) });
    field.value = String(columns.widthOf(column));
    field.addEventListener("change", () => {
      columns.setWidth(column.key, Number(field.value));
      gantt.rebuild();
    });
    return field;
  }

  function mover({ key, heading }: Column, step: 1 | -1): HTMLElement {
    const button = html("button", "button button-quiet button-icon button-small", { type: "button" });
    const to = shownKeys.indexOf(key) + step;
    button.disabled = to < STICKY.size || to >= shownKeys.length;
    button.append(step < 0 ? icon("raise", gettext("Up: %(column)s", { column: heading })) : icon("lower", gettext("Down: %(column)s", { column: heading })));
    button.addEventListener("click", () => {
      const keys = shownKeys.filter((one) => one !== key);
      keys.splice(to, 0, key);
      choose(keys, key);
    });
    return button;
  }
}
