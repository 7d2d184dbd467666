/** The schedule document as the server sends it: columns of equal length, instants in local minutes since 1970. */

export type Instant = number | null;
export type TaskStatus = "done" | "in progress" | "late" | "not started";
export type Kind = "summary" | "task" | "milestone";

export interface ProjectFacts {
  id: number;
  number: string;
  name: string;
  start: Instant;
  finish: Instant;
  status_date: Instant;
  today: Instant;
  minutes_per_day: number;
}

export type Shift = [start: number, finish: number];

export interface CalendarFacts {
  /** Shifts of Monday to Sunday, in minutes of the day. */
  week: Shift[][];
  /** First day, last day (both included, days since 1970), and the shifts on each of them. */
  exceptions: [firstDay: number, lastDay: number, shifts: Shift[]][];
}

export interface TaskColumns {
  id: number[];
  uid: number[];
  /** Index of the summary above, or -1. */
  parent: number[];
  level: number[];
  name: string[];
  kind: Kind[];
  start: Instant[];
  finish: Instant[];
  duration: (number | null)[];
  /** Of an interrupted task from when to when it is worked on: start, finish, start, finish. */
  parts: (number[] | null)[];
  duration_text: string[];
  percent: number[];
  critical: (0 | 1)[];
  total_slack: (number | null)[];
  free_slack: (number | null)[];
  early_start: Instant[];
  early_finish: Instant[];
  late_start: Instant[];
  late_finish: Instant[];
  deadline: Instant[];
  baseline_start: Instant[];
  baseline_finish: Instant[];
  actual_start: Instant[];
  actual_finish: Instant[];
  /** Empty where what remains follows from the percentage. */
  remaining_text: string[];
  responsible: string[];
  /** As typed, such as Kara Montoya [50%]; Analyst. */
  assigned: string[];
  constraint: string[];
  constraint_at: Instant[];
  /** Name of the task's own calendar; empty for the project's. */
  calendar: string[];
  priority: number[];
  /** Whether there are any. */
  notes: (0 | 1)[];
  wbs: string[];
  /** Index of the row of the phase that a task is, or stands below: of the first level, or the second below a single first row. */
  phase: number[];
  /** By the task's dates and progress today. */
  status: TaskStatus[];
  /** As typed, such as 12FS+2d; 9; P-2026-004\\3: by the ID of the task, with the number of another project. */
  predecessors: string[];
  /** What the task waits for in other projects, in words. */
  abroad: string[];
  successors: string[];
  /** Index of the link that decides the task's start, or -1. */
  driver: number[];
  manual: (0 | 1)[];
  /** Not part of the plan. */
  inactive: (0 | 1)[];
  editable: (0 | 1)[];
}

export const enum LinkType {
  FinishFinish = 0,
  FinishStart = 1,
  StartFinish = 2,
  StartStart = 3,
}

export interface LinkColumns {
  predecessor: number[];
  successor: number[];
  type: LinkType[];
  lag_text: string[];
  driving: (0 | 1)[];
}

/** Addresses, those of a task with `{id}` in it; without `edits` the reader may not edit. */
export type Actions = Partial<
  Record<"task" | "why" | "edits" | "undo" | "redo" | "history", string>
>;

export interface ScheduleDocument {
  revision: number;
  project: ProjectFacts;
  calendar: CalendarFacts;
  tasks: TaskColumns;
  links: LinkColumns;
  actions: Actions;
}

export interface Moved {
  id: number;
  name: string;
  finish_before: Instant;
  finish_after: Instant;
}

/** A task by its id, or by the key of an insertion earlier in the same edit. */
export type TaskRef = number | string;

/** What a planner types into: texts, which the server reads. Links name tasks by their ID, the document's `uid`. */
export type TypedField =
  | "name"
  | "duration"
  | "start"
  | "finish"
  | "predecessors"
  | "successors"
  | "percent"
  | "remaining"
  | "actual_start"
  | "actual_finish"
  | "responsible"
  | "assigned"
  | "deadline"
  | "constraint"
  | "constraint_at"
  | "calendar"
  | "priority"
  | "notes"
  | "milestone"
  | "active"
  | "manual";

export type Texts = Partial<Record<TypedField, string>>;

/** One step of an edit. `before: null` is the end; `under` puts a task last below a summary instead. */
export type Command =
  | { do: "set"; task: TaskRef; values: Texts; seen?: Texts }
  | { do: "insert"; key?: string; before: TaskRef | null; under?: TaskRef | null; values: Texts }
  | { do: "remove" | "indent" | "outdent"; tasks: TaskRef[] }
  | { do: "move"; tasks: TaskRef[]; before: TaskRef | null; under?: TaskRef | null }
  | { do: "shift"; tasks: TaskRef[]; days: number }
  | { do: "stretch"; task: TaskRef; finish: number }
  | { do: "link"; predecessor: TaskRef; successor: TaskRef; type?: LinkCode; lag?: string }
  | { do: "unlink"; predecessor: TaskRef; successor: TaskRef; type?: LinkCode }
  | { do: "copy"; from_project: number; tasks: number[]; before: TaskRef | null };

export type LinkCode = "FS" | "SS" | "FF" | "SF";

/** Posted to `actions.edits`: applied in order, all or nothing, and one step of undo. */
export interface EditRequest {
  revision: number;
  commands: Command[];
}

/** What undo and redo would do, in words. */
export interface EditHistory {
  undo: { label: string } | null;
  redo: { label: string } | null;
}

/** What is wrong with a field of a command; both values where somebody changed it meanwhile (status 409). */
export interface EditProblem {
  command: number;
  field: string;
  message: string;
  theirs?: string;
  yours?: string;
}

export interface EditRefusal {
  detail: string;
  errors: EditProblem[];
}

/** The answer to an edit; with neither a document nor changed columns, told by id, the document is read again. */
export interface EditAnswer {
  revision: number;
  message: string;
  /** Why the finish moves, as a clause; empty while it stays. */
  because?: string;
  moved: Moved[];
  /** What the edit does to other projects, in sentences. */
  beyond?: string[];
  history?: EditHistory;
  /** Where to post to take the edit back. */
  undo?: string;
  document?: ScheduleDocument;
  /** What may differ of every task whose dates were recalculated. */
  changed?: ChangedColumns;
  /** What else may differ of the tasks that were edited themselves. */
  edited?: ChangedColumns;
  /** All links anew, where the edit changed any. */
  links?: LinkColumns;
  /** Which of these links decides the start of each task, or -1. */
  drivers?: number[];
  project?: ProjectFacts;
}

export type ChangedColumns = Partial<TaskColumns> & Pick<TaskColumns, "id">;

export function addressFor(template: string, id: number): string {
  return template.replace("{id}", String(id));
}
