/** The columns there are: heading, width, what a task shows there, and what may be typed. */

import type { ScheduleDocument, TaskColumns } from "../document.ts";
import { dateText, finishText, workingDaysText } from "../instants.ts";
import { statusText } from "../conditions.ts";
import type { LinkTexts } from "./link_texts.ts";

/** What the texts of a row are made of. */
export interface Facts {
  schedule: ScheduleDocument;
  links: LinkTexts;
}

export interface Column {
  key: string;
  heading: string;
  width: number;
  isNumeric?: boolean;
  /** Whether an edit may set it, and of which tasks; its key is the field's name. */
  typed?: "always" | "leaves";
  text(facts: Facts, task: number): string;
  /** What is compared when rows are sorted; the text, when left out. */
  order?(tasks: TaskColumns, task: number): number | string | null;
}

type Dates = "start" | "actual_start" | "baseline_start" | "deadline";
type Finishes = "finish" | "late_finish" | "baseline_finish";

const DATE = 104;

const date = (key: Dates, heading: string, typed?: "always" | "leaves"): Column => ({
  key,
  heading,
  width: DATE,
  ...(typed ? { typed } : {}),
  text: ({ schedule }, task) => blankOr(dateText(schedule.tasks[key][task] ?? null)),
  order: (tasks, task) => tasks[key][task] ?? null,
});

const finish = (key: Finishes, heading: string, typed?: "always" | "leaves"): Column => ({
  key,
  heading,
  width: DATE,
  ...(typed ? { typed } : {}),
  text: ({ schedule }, task) => blankOr(finishText(schedule.tasks[key][task] ?? null)),
  order: (tasks, task) => tasks[key][task] ?? null,
});

const blankOr = (text: string): string => (text === "—" ? "" : text);

const days = (key: string, heading: string, minutes: (tasks: TaskColumns, task: number) => number | null): Column => ({
  key,
  heading,
  width: 84,
  isNumeric: true,
  text: ({ schedule }, task) => blankOr(workingDaysText(minutes(schedule.tasks, task), schedule.project.minutes_per_day)),
  order: minutes,
});

const words = (key: "name" | "responsible" | "constraint" | "wbs", heading: string, width: number): Column => ({
  key,
  heading,
  width,
  text: ({ schedule }, task) => schedule.tasks[key][task] ?? "",
});

/** All columns, in their first order. */
export const COLUMNS: readonly Column[] = [
  { key: "id", heading: "ID", width: 46, isNumeric: true, text: ({ schedule }, task) => String(schedule.tasks.uid[task] ?? ""), order: (tasks, task) => tasks.uid[task] ?? null },
  { ...words("name", "Task", 256), typed: "always" },
  {
    key: "duration",
    heading: "Duration",
    width: 76,
    isNumeric: true,
    typed: "leaves",
    text: ({ schedule }, task) => schedule.tasks.duration_text[task] ?? "",
    order: (tasks, task) => tasks.duration[task] ?? null,
  },
  date("start", "Start", "leaves"),
  finish("finish", "Finish", "leaves"),
  {
    key: "predecessors",
    heading: "Predecessors",
    width: 108,
    typed: "always",
    text: ({ links }, task) => links.predecessorsOf(task),
  },
  { ...words("responsible", "Responsible", 136), typed: "always" },
  {
    key: "percent",
    heading: "Done",
    width: 56,
    isNumeric: true,
    typed: "leaves",
    text: ({ schedule }, task) => `${schedule.tasks.percent[task]}%`,
    order: (tasks, task) => tasks.percent[task] ?? null,
  },
  days("total_float", "Total float", (tasks, task) => tasks.total_slack[task] ?? null),
  { key: "successors", heading: "Successors", width: 108, typed: "always", text: ({ links }, task) => links.successorsOf(task) },
  {
    key: "status",
    heading: "Status",
    width: 104,
    text: ({ schedule }, task) => statusText(schedule.tasks, task, schedule.project),
  },
  date("deadline", "Deadline", "always"),
  { ...words("constraint", "Constraint", 168), typed: "always" },
  finish("late_finish", "Late finish"),
  date("actual_start", "Actual start", "leaves"),
  date("baseline_start", "Baseline start"),
  finish("baseline_finish", "Baseline finish"),
  words("wbs", "WBS", 72),
];

export const FIRST_COLUMNS: readonly string[] = [
  "id", "name", "duration", "start", "finish", "predecessors", "responsible", "percent", "total_float",
]; // prettier-ignore

/** Columns that stay in sight when the others scroll. */
export const STICKY: ReadonlySet<string> = new Set(["id", "name"]);

const BY_KEY = new Map(COLUMNS.map((column) => [column.key, column]));

export const columnOf = (key: string): Column | undefined => BY_KEY.get(key);

/** Whether a column of a task may be typed by who may edit the schedule. */
export function isTyped(column: Column, tasks: TaskColumns, task: number): boolean {
  return column.typed === "always" || (column.typed === "leaves" && tasks.kind[task] !== "summary");
}
