/** The columns there are: heading, width, what a task shows there, and what may be typed. */

import { STATUS_WORDS } from "../conditions.ts";
import type { ScheduleDocument, TaskColumns } from "../document.ts";
import { dateText, finishText, workingDaysText } from "../instants.ts";
import { gettext } from "../../texts.ts";

export interface Column {
  key: string;
  heading: string;
  width: number;
  isNumeric?: boolean;
  /** Whether an edit may set it, and of which tasks; its key is the field's name. */
  typed?: "always" | "leaves";
  text(schedule: ScheduleDocument, task: number): string;
  /** What is compared when rows are sorted; the text, when left out. */
  order?(tasks: TaskColumns, task: number): number | string | null;
}

type Dates = "start" | "actual_start" | "baseline_start" | "deadline" | "constraint_at" | "late_start";
type Finishes = "finish" | "late_finish" | "baseline_finish" | "actual_finish";

const DATE = 104;

const date = (key: Dates, heading: string, typed?: "always" | "leaves"): Column => ({
  key,
  heading,
  width: DATE,
  ...(typed ? { typed } : {}),
  text: ({ tasks }, task) => blankOr(dateText(tasks[key][task] ?? null)),
  order: (tasks, task) => tasks[key][task] ?? null,
});

const finish = (key: Finishes, heading: string, typed?: "always" | "leaves"): Column => ({
  key,
  heading,
  width: DATE,
  ...(typed ? { typed } : {}),
  text: ({ tasks }, task) => blankOr(finishText(tasks[key][task] ?? null)),
  order: (tasks, task) => tasks[key][task] ?? null,
});

const blankOr = (text: string): string => (text === "—" ? "" : text);

/** A milestone at midnight belongs to the day that ends there, as its finish does. */
function startText({ tasks }: ScheduleDocument, task: number): string {
  const text = tasks.kind[task] === "milestone" ? finishText : dateText;
  return blankOr(text(tasks.start[task] ?? null));
}

const days = (key: string, heading: string, minutes: (tasks: TaskColumns, task: number) => number | null): Column => ({
  key,
  heading,
  width: 84,
  isNumeric: true,
  text: ({ tasks, project }, task) => blankOr(workingDaysText(minutes(tasks, task), project.minutes_per_day)),
  order: minutes,
});

const words = (key: "name" | "responsible" | "assigned" | "constraint" | "wbs" | "calendar" | "predecessors" | "successors", heading: string, width: number): Column => ({
  key,
  heading,
  width,
  text: ({ tasks }, task) => tasks[key][task] ?? "",
});

/** All columns, in their first order. */
export const COLUMNS: readonly Column[] = [
  { key: "id", heading: "ID", width: 46, isNumeric: true, text: ({ tasks }, task) => String(tasks.uid[task] ?? ""), order: (tasks, task) => tasks.uid[task] ?? null },
  { ...words("name", gettext("Task"), 256), typed: "always" },
  {
    key: "duration",
    heading: gettext("Duration"),
    width: 76,
    isNumeric: true,
    typed: "leaves",
    text: ({ tasks }, task) => tasks.duration_text[task] ?? "",
    order: (tasks, task) => tasks.duration[task] ?? null,
  },
  { ...date("start", gettext("Start"), "leaves"), text: startText },
  finish("finish", gettext("Finish"), "leaves"),
  { ...words("predecessors", gettext("Predecessors"), 108), typed: "always" },
  { ...words("responsible", gettext("Responsible"), 136), typed: "always" },
  { ...words("assigned", gettext("Assigned"), 168), typed: "leaves" },
  {
    key: "percent",
    heading: gettext("Done"),
    width: 56,
    isNumeric: true,
    typed: "leaves",
    text: ({ tasks }, task) => `${tasks.percent[task]}%`,
    order: (tasks, task) => tasks.percent[task] ?? null,
  },
  days("total_float", gettext("Total float"), (tasks, task) => tasks.total_slack[task] ?? null),
  { ...words("successors", gettext("Successors"), 108), typed: "always" },
  {
    key: "status",
    heading: gettext("Status"),
    width: 104,
    text: ({ tasks }, task) => STATUS_WORDS[tasks.status[task]!] ?? "",
  },
  date("deadline", gettext("Deadline"), "always"),
  { ...words("constraint", gettext("Constraint"), 168), typed: "always" },
  date("constraint_at", gettext("Constraint date"), "always"),
  date("actual_start", gettext("Actual start"), "leaves"),
  finish("actual_finish", gettext("Actual finish"), "leaves"),
  {
    key: "remaining",
    heading: gettext("Remaining"),
    width: 88,
    isNumeric: true,
    typed: "leaves",
    text: ({ tasks }, task) => tasks.remaining_text[task] ?? "",
  },
  date("baseline_start", gettext("Baseline start")),
  finish("baseline_finish", gettext("Baseline finish")),
  days("free_float", gettext("Free float"), (tasks, task) => tasks.free_slack[task] ?? null),
  date("late_start", gettext("Late start")),
  finish("late_finish", gettext("Late finish")),
  { ...words("calendar", gettext("Calendar"), 120), typed: "always" },
  {
    key: "priority",
    heading: gettext("Priority"),
    width: 72,
    isNumeric: true,
    typed: "always",
    text: ({ tasks }, task) => String(tasks.priority[task] ?? ""),
    order: (tasks, task) => tasks.priority[task] ?? null,
  },
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
