/** Instants (local minutes since 1970) and day numbers as people read them. */

import type { Instant } from "./document.ts";

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

const formatter = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options });
  return (day: number) => format.format(civil(day));
};

export const monthText = formatter({ month: "short" });
export const monthYearText = formatter({ month: "long", year: "numeric" });
export const monthDayText = formatter({ month: "short", day: "numeric" });
export const fullDayText = formatter({ month: "short", day: "numeric", year: "numeric" });
export const longDayText = formatter({ weekday: "short", month: "short", day: "numeric", year: "numeric" });

export const dateText = (instant: Instant): string => (instant === null ? UNDEFINED : fullDayText(dayOf(instant)));

/** A finish at midnight belongs to the day that ends there. */
export const finishText = (instant: Instant): string => dateText(instant === null ? null : lastMinute(instant));

export const lastMinute = (finish: number): number => (finish % MINUTES_PER_DAY === 0 ? finish - 1 : finish);

/** Working minutes as working days: 2.5 d, −1 d. */
export function workingDaysText(minutes: number | null, minutesPerDay: number): string {
  if (minutes === null) return UNDEFINED;
  const days = Math.round((Math.abs(minutes) / minutesPerDay) * 100) / 100;
  return `${minutes < 0 && days > 0 ? MINUS : ""}${days.toLocaleString("en-US")} d`;
}
