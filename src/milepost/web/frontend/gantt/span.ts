/** The days a schedule spans, with room on both sides. */

import type { Instant, ScheduleDocument } from "./document.ts";
import { dayOf } from "./instants.ts";

const ROOM_BEFORE_DAYS = 14;
const ROOM_AFTER_DAYS = 45;

export interface Span {
  first: number;
  last: number;
}

/** First and last day of anything the chart draws. */
export function spanOf({ project, tasks }: ScheduleDocument): Span {
  const span = { first: Infinity, last: -Infinity };
  const include = (instant: Instant | undefined): void => {
    if (instant === null || instant === undefined) return;
    span.first = Math.min(span.first, dayOf(instant));
    span.last = Math.max(span.last, dayOf(instant));
  };
  for (const column of [tasks.start, tasks.finish, tasks.baseline_start, tasks.baseline_finish, tasks.deadline]) {
    column.forEach(include);
  }
  [project.start, project.finish].forEach(include);
  if (span.first > span.last) include(project.today ?? 0);
  return span;
}

export const withRoom = ({ first, last }: Span): Span => ({
  first: first - ROOM_BEFORE_DAYS,
  last: last + ROOM_AFTER_DAYS,
});
