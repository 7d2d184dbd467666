/** Which tasks a filter lets through, and in which order; fetched when there is one. */

import type { ScheduleDocument } from "./document.ts";
import { conditionCount, type Filter } from "./filtering.ts";
import { columnOf } from "./grid/columns.ts";
import type { Arrangement } from "./outline.ts";

export function arrangementOf(filter: Filter, schedule: ScheduleDocument): Arrangement {
  return {
    matches: conditionCount(filter) ? (task) => matches(filter, schedule, task) : undefined,
    compare: filter.sort ? comparing(filter.sort, schedule) : undefined,
  };
}

function matches(filter: Filter, { tasks }: ScheduleDocument, task: number): boolean {
  const has = (text: string | undefined, whole: string): boolean => !text || whole.toLowerCase().includes(text.toLowerCase());
  const phase = tasks.name[tasks.phase[task]!] ?? "";
  return (
    has(filter.q, `${tasks.uid[task]} ${tasks.name[task]}`) &&
    (!filter.ids || filter.ids.split(/[,;\s]+/).includes(String(tasks.uid[task]))) &&
    (!filter.who || tasks.responsible[task] === filter.who) &&
    (!filter.status || (tasks.status[task] === filter.status && tasks.kind[task] !== "summary")) &&
    (!filter.phase || phase === filter.phase) &&
    (!filter.critical || (tasks.critical[task] === 1 && tasks.kind[task] !== "summary")) &&
    (!filter.from || (tasks.finish[task] ?? -Infinity) >= minuteOf(filter.from)) &&
    (!filter.to || (tasks.start[task] ?? Infinity) < minuteOf(filter.to) + 1440)
  );
}

const minuteOf = (date: string): number => Date.parse(`${date}T00:00Z`) / 60_000;

/** Compare by a column; a minus before its key turns the order around, and what is undefined comes last. */
function comparing(sort: string, schedule: ScheduleDocument): ((one: number, other: number) => number) | undefined {
  const isDown = sort.startsWith("-");
  const column = columnOf(isDown ? sort.slice(1) : sort);
  if (!column) return undefined;
  const valueOf = (task: number): number | string =>
    (column.order ? column.order(schedule.tasks, task) : column.text(schedule, task)) ?? "";
  return (one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    if (a === "" || b === "") return Number(a === "") - Number(b === "");
    const order = typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
    return isDown ? -order : order;
  };
}
