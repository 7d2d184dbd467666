/** The schedule document as the server sends it: columns of equal length, instants in local minutes since 1970. */

export type Instant = number | null;
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
  duration_text: string[];
  percent: number[];
  critical: (0 | 1)[];
  total_slack: (number | null)[];
  late_finish: Instant[];
  deadline: Instant[];
  baseline_start: Instant[];
  baseline_finish: Instant[];
  actual_start: Instant[];
  responsible: string[];
  constraint: string[];
  wbs: string[];
  manual: (0 | 1)[];
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

/** Addresses with `{id}` for the task's; without `move` and `stretch` the reader may not edit. */
export type Actions = Partial<Record<"task" | "move" | "stretch" | "why", string>>;

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

/** The answer to an edit; with neither a document nor changed columns, told by id, the document is read again. */
export interface EditAnswer {
  revision: number;
  message: string;
  moved: Moved[];
  /** What the edit does to other projects, in sentences. */
  beyond?: string[];
  /** Where to post to take the edit back. */
  undo?: string;
  document?: ScheduleDocument;
  changed?: Partial<TaskColumns> & Pick<TaskColumns, "id">;
}

/** Write the changed columns of an answer over the rows with the same ids. */
export function applyChanges(tasks: TaskColumns, changed: NonNullable<EditAnswer["changed"]>): void {
  const indexOfId = new Map(tasks.id.map((id, index) => [id, index]));
  for (const [column, values] of Object.entries(changed)) {
    const target = tasks[column as keyof TaskColumns] as unknown[];
    values.forEach((value, position) => {
      const index = indexOfId.get(changed.id[position]!);
      if (index !== undefined) target[index] = value;
    });
  }
}

export function addressFor(template: string, id: number): string {
  return template.replace("{id}", String(id));
}
