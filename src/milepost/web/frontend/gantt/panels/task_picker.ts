/** A field to choose a task by its ID or name, with proposals while typing. */

import type { ScheduleDocument } from "../document.ts";
import { html } from "../elements.ts";
import { referenceOf, taskNamed } from "../references.ts";
import { gettext } from "../../texts.ts";

const MOST_PROPOSALS = 20;
let made = 0;

export class TaskPicker {
  readonly element = html("span", "gantt-task-picker");
  readonly input: HTMLInputElement;
  private readonly proposals: HTMLDataListElement;

  constructor(
    private readonly schedule: ScheduleDocument,
    label: string,
    /** The task beside which one is chosen. */
    private readonly near: number,
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
    const task = taskNamed(this.schedule, this.input.value, this.near);
    return task === undefined || !this.isOffered(task) ? undefined : this.schedule.tasks.id[task];
  }

  private propose(): void {
    const found = matching(this.schedule, this.input.value).filter(this.isOffered).slice(0, MOST_PROPOSALS);
    this.proposals.replaceChildren(...found.map((task) => new Option("", proposal(this.schedule, task))));
    const isMissing = this.input.value.trim() !== "" && this.id === undefined;
    this.input.setCustomValidity(isMissing ? gettext("Choose a task of this schedule, by its ID or name.") : "");
  }
}

const proposal = (schedule: ScheduleDocument, task: number): string => `${referenceOf(schedule, task)} · ${schedule.tasks.name[task]}`;

function matching(schedule: ScheduleDocument, typed: string): number[] {
  const { tasks } = schedule;
  const words = typed.trim().toLowerCase();
  if (!words) return [];
  const found: number[] = [];
  for (let task = 0; task < tasks.id.length && found.length <= MOST_PROPOSALS; task++) {
    const isNumbered = [String(tasks.uid[task]), referenceOf(schedule, task).toLowerCase()].some((reference) => reference.startsWith(words));
    if (isNumbered || tasks.name[task]!.toLowerCase().includes(words)) found.push(task);
  }
  return found;
}
