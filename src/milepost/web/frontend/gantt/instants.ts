/** Instants (local minutes since 1970) and day numbers as people read them. */

import type { Instant } from "./document.ts";
import { gettext, numberText } from "../texts.ts";

export const MINUTES_PER_DAY = 1440;
const MILLISECONDS_PER_DAY = 86_400_000;
const UNDEFINED = "—";
const MINUS = "\u2212";

export const dayOf = (instant: number): number => Math.floor(instant / MINUTES_PER_DAY);

/** A Date whose UTC fields are the civil date of a day number. */
export const civil = (day: number): Date => new Date(day * MILLISECONDS_PER_DAY);

export const dayNumber = (year: number, month: number, date: number): number =>
  Math.round(Date.UTC(year, month, date) / MILLISECONDS_PER_DAY);

/** 0 for Monday to 6 for Sunday; 1970 began on a Thursday. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7;

// By hand, for a browser takes 20 milliseconds to get its own formats ready, and the first picture waits for them.
const MONTHS = gettext("January February March April May June July August September October November December").split(" ");
const SHORT_MONTHS = gettext("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split(" ");
const SHORT_WEEKDAYS = gettext("Mon Tue Wed Thu Fri Sat Sun").split(" ");

export const yearText = (day: number): string => String(civil(day).getUTCFullYear());
export const dateOfMonth = (day: number): string => String(civil(day).getUTCDate());

export const monthText = (day: number): string => SHORT_MONTHS[civil(day).getUTCMonth()]!;

export const monthYearText = (day: number): string =>
  gettext("%(month)s %(year)s", { month: MONTHS[civil(day).getUTCMonth()]!, year: yearText(day) });

export const monthDayText = (day: number): string => gettext("%(month)s %(date)s", { month: monthText(day), date: dateOfMonth(day) });

export const fullDayText = (day: number): string =>
  gettext("%(month)s %(date)s, %(year)s", { month: monthText(day), date: dateOfMonth(day), year: yearText(day) });

export const longDayText = (day: number): string =>
  gettext("%(weekday)s, %(day)s", { weekday: SHORT_WEEKDAYS[weekday(day)]!, day: fullDayText(day) });

export const dateText = (instant: Instant): string => (instant === null ? UNDEFINED : fullDayText(dayOf(instant)));

/** A finish at midnight belongs to the day that ends there. */
export const finishText = (instant: Instant): string => dateText(instant === null ? null : lastMinute(instant));

export const lastMinute = (finish: number): number => (finish % MINUTES_PER_DAY === 0 ? finish - 1 : finish);

/** Working minutes as working days: 2.5 d, −1 d. */
export function workingDaysText(minutes: number | null, minutesPerDay: number): string {
  if (minutes === null) return UNDEFINED;
  const days = Math.round((Math.abs(minutes) / minutesPerDay) * 100) / 100;
  return `${minutes < 0 && days > 0 ? MINUS : ""}${numberText(days)} d`;
}
