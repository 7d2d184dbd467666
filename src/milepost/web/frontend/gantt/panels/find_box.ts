/** Finding a task by its ID or by words of its name, and going there. */

import type { Gantt } from "../commands/command.ts";
import { html } from "../elements.ts";
import { isProject, referenceOf } from "../references.ts";
import { gettext } from "../../texts.ts";

const MOST_SHOWN = 8;

/** Ask for a task over the schedule. */
export function openFindBox(gantt: Gantt): void {
  const { tasks, schedule } = gantt.workspace;
  const dialog = html("dialog", "dialog gantt-find", { "aria-label": gettext("Find a task"), closedby: "any" });
  const input = html("input", "", { type: "search", role: "combobox", "aria-label": gettext("ID or words of the name"), "aria-controls": "gantt-found", "aria-expanded": "true", placeholder: gettext("ID or words of the name"), autocomplete: "off" });
  const list = html("ul", "gantt-found", { id: "gantt-found", role: "listbox", "aria-label": gettext("Tasks") });
  let active = 0;
  input.addEventListener("input", () => show(0));
  input.addEventListener("keydown", press);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(input, list);
  document.body.append(dialog);
  dialog.showModal();
  show(0);

  function found(): number[] {
    const words = input.value.trim().toLowerCase();
    const isFound = (name: string, task: number): boolean => String(tasks.uid[task]) === words || name.toLowerCase().includes(words);
    return tasks.name.flatMap((name, task) => (isFound(name, task) ? [task] : []));
  }

  function show(at: number): void {
    const shown = found().slice(0, MOST_SHOWN);
    active = shown.length ? (at + shown.length) % shown.length : 0;
    list.replaceChildren(
      ...shown.map((task, place) => {
        const option = html("li", "gantt-found-task", { role: "option", id: `gantt-found-${place}`, "aria-selected": String(place === active) });
        option.append(html("span", "gantt-found-id", {}, isProject(schedule, task) ? "" : referenceOf(schedule, task)), tasks.name[task]!);
        option.addEventListener("click", () => go(task));
        return option;
      }),
    );
    input.setAttribute("aria-activedescendant", shown.length ? `gantt-found-${active}` : "");
  }

  function press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      show(active + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const task = found()[active];
      if (task !== undefined) go(task);
    }
  }

  function go(task: number): void {
    dialog.close();
    gantt.goTo(tasks.id[task]!);
  }
}
