/** The form that narrows the rows: words, person, status, phase, dates, and the critical ones alone. */

import { STATUS_WORDS } from "../conditions.ts";
import type { Gantt } from "../commands/command.ts";
import { html } from "../elements.ts";
import type { Filter } from "../filtering.ts";
import { COLUMNS } from "../grid/columns.ts";
import { gettext } from "../../texts.ts";

type Option = [value: string, label: string];

const SORTED = new Set(["name", "start", "finish", "duration", "total_float", "responsible", "percent", "deadline"]);

const ORDERS: Option[] = [
  ...COLUMNS.filter(({ key }) => SORTED.has(key)).map(({ key, heading }): Option => [key, heading]),
  ["-total_float", gettext("Total float, longest first")],
  ["-percent", gettext("Done, most first")],
];

/** Fill a panel with fields that narrow the rows as they change. */
export function fillFilter(panel: HTMLElement, gantt: Gantt): void {
  const { tasks } = gantt.workspace.schedule;
  const plain = (values: string[]): Option[] => [...new Set(values)].filter(Boolean).sort().map((value) => [value, value]);
  const phases = tasks.name.filter((_, task) => tasks.level[task] === 1 && tasks.kind[task] === "summary");
  const form = html("form", "gantt-filter");
  form.append(
    input("q", gettext("Name or ID"), "search"),
    select("who", gettext("Responsible"), plain(tasks.responsible)),
    select("status", gettext("Status"), Object.entries(STATUS_WORDS)),
    select("phase", gettext("Phase"), plain(phases)),
    input("from", gettext("At work from"), "date"),
    input("to", gettext("At work until"), "date"),
    input("ids", gettext("IDs, such as 3, 5, 9"), "text"),
    check("critical", gettext("Critical tasks only")),
    select("sort", gettext("Order"), ORDERS),
  );
  const clear = html("button", "button button-small", { type: "reset" }, gettext("Clear"));
  form.append(clear);
  form.addEventListener("input", () => void gantt.filter(read(form)));
  form.addEventListener("reset", () => setTimeout(() => void gantt.filter(read(form))));
  form.addEventListener("submit", (event) => event.preventDefault());
  write(form, gantt.filtered);
  panel.replaceChildren(form);
}

function read(form: HTMLFormElement): Filter {
  return Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])) as Filter;
}

function write(form: HTMLFormElement, filter: Filter): void {
  for (const element of form.elements) {
    if (element instanceof HTMLInputElement && element.type === "checkbox") element.checked = Boolean(filter.critical);
    else if (element instanceof HTMLInputElement || element instanceof HTMLSelectElement) {
      element.value = filter[element.name as keyof Filter] ?? "";
    }
  }
}

function labeled(control: HTMLElement, label: string): HTMLElement {
  const holder = html("label", "gantt-filter-field");
  holder.append(html("span", "field-label", {}, label), control);
  return holder;
}

const input = (name: string, label: string, type: string): HTMLElement => labeled(html("input", "", { name, type, autocomplete: "off" }), label);

function select(name: string, label: string, options: Option[]): HTMLElement {
  const field = html("select", "", { name });
  field.append(html("option", "", { value: "" }, name === "sort" ? gettext("As in the plan") : gettext("Any")), ...options.map(([value, text]) => html("option", "", { value }, text)));
  return labeled(field, label);
}

function check(name: string, label: string): HTMLElement {
  const holder = html("label", "gantt-show-item");
  holder.append(html("input", "", { name, type: "checkbox", value: "1" }), label);
  return holder;
}
