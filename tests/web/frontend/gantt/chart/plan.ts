/** Small schedules for tests: a line per task, days counted from a Monday. */

import { type Kind, LinkType, type ScheduleDocument, type TaskColumns, type TaskStatus } from "#frontend/gantt/document.ts";

const MONDAY = 20884;
export const instant = (day: number): number => (MONDAY + day) * 1440;

export interface Line {
  name: string;
  level?: number;
  kind?: Kind;
  days?: [start: number, finish: number];
  percent?: number;
  critical?: boolean;
  float?: number;
  responsible?: string;
  status?: TaskStatus;
  driver?: number;
}

export function schedule(lines: Line[], links: [from: number, to: number][] = [], statusDay = 5): ScheduleDocument {
  const each = <Value>(value: (line: Line, task: number) => Value): Value[] => lines.map(value);
  const parents = lines.map((line, task) => lines.findLastIndex((other, above) => above < task && (other.level ?? 1) < (line.level ?? 1)));
  const tasks = {
    id: each((_, task) => 100 + task),
    uid: each((_, task) => task + 1),
    parent: parents,
    level: each(({ level }) => level ?? 1),
    name: each(({ name }) => name),
    kind: each(({ kind }) => kind ?? "task"),
    start: each(({ days }) => (days ? instant(days[0]) : null)),
    finish: each(({ days }) => (days ? instant(days[1]) : null)),
    percent: each(({ percent }) => percent ?? 0),
    critical: each(({ critical }) => (critical ? 1 : 0)),
    total_slack: each(({ float }) => (float ?? 0) * 480),
    phase: parents.map((parent, task) => (parent < 0 ? task : parent)),
    status: each(({ status }) => status ?? "not started"),
    responsible: each(({ responsible }) => responsible ?? ""),
    inactive: each(() => 0),
    driver: each(({ driver }) => driver ?? -1),
  } as unknown as TaskColumns;
  return {
    revision: 1,
    project: { id: 1, number: "", name: "", start: null, finish: null, status_date: instant(statusDay), today: null, minutes_per_day: 480 },
    calendar: { week: [], exceptions: [] },
    tasks,
    links: {
      predecessor: links.map(([from]) => from),
      successor: links.map(([, to]) => to),
      type: links.map(() => LinkType.FinishStart),
      lag_text: links.map(() => ""),
      driving: links.map(() => 1),
    },
    actions: {},
  };
}
