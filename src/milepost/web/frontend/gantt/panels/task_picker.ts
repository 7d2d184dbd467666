/** A field to choose a task by its ID or name, with proposals while typing. */

import type { TaskColumns } from "../document.ts";
import { html } from "../elements.ts";
import { gettext } from "../../texts.ts";

const MOST_PROPOSALS = 20;
let made = 0;

export class TaskPicker {
  readonly element = html("span", "gantt-task-picker");
  readonly input: HTMLInputElement;
  private readonly proposals: HTMLDataListElement;

  constructor(
    private readonly tasks: TaskColumns,
    label: string,
    private readonly isOffered: (task: number) => boolean,
  ) {
    const id = `gantt-tasks-${++made}`;
    this.proposals = html("datalist", "", { id });
    this.input = html("input", "", { type: "text", list: id, "aria-label": label, placeholder: gettext("ID or name"), autocomplete: "off" });
    this.input.addEventListener("input", () => this.propose());
    this.element.append(this.input, this.proposals);
  }

  /** The chosen task's id; undefined while nothing is chosen that there is. */
  get id(): number | undefined {
    const task = taskNamed(this.tasks, this.input.value);
    return task === undefined || !this.isOffered(task) ? undefined : this.tasks.id[task];
  }

  private propose(): void {
    const found = matching(this.tasks, this.input.value).filter(this.isOffered).slice(0, MOST_PROPOSALS);
    this.proposals.replaceChildren(...found.map((task) => new Option("", proposal(this.tasks, task))));
    const isMissing = this.input.value.trim() !== "" && this.id === undefined;
    this.input.setCustomValidity(isMissing ? gettext("Choose a task of this schedule, by its ID or name.") : "");
  }
}

const proposal = (tasks: TaskColumns, task: number): string => `${tasks.uid[task]} · ${tasks.name[task]}`;

function matching(tasks: TaskColumns, typed: string): number[] {
  const words = typed.trim().toLowerCase();
  if (!words) return [];
  const found: number[] = [];
  for (let task = 0; task < tasks.id.length && found.length <= MOST_PROPOSALS; task++) {
    if (String(tasks.uid[task]).startsWith(words) || tasks.name[task]!.toLowerCase().includes(words)) found.push(task);
  }
  return found;
}

/** The task that a text names: "12", "12 · Order switches" or its name alone. */
export function taskNamed(tasks: TaskColumns, typed: string): number | undefined {
  const text = typed.trim();
  const number = /^(\d+)(?: ·.*)?$/.exec(text)?.[1];
  const task = number === undefined ? tasks.name.findIndex((name) => name.toLowerCase() === text.toLowerCase()) : tasks.uid.indexOf(Number(number));
  return task < 0 || !text ? undefined : task;
}
