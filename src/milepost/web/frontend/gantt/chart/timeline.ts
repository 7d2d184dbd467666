/** The time scale: instants to pixels and back, zoom levels, and the two tiers of the header. */

import { civil, dateOfMonth, dayNumber, fullDayText, longDayText, MINUTES_PER_DAY, monthDayText, monthText, monthYearText, weekday, yearText } from "../instants.ts";
import { gettext } from "../../texts.ts";

export const ZOOMS = ["hours", "days", "weeks", "months", "quarters", "years"] as const;
export type Zoom = (typeof ZOOMS)[number];

const PIXELS_PER_DAY: Record<Zoom, number> = { hours: 480, days: 34, weeks: 11, months: 3.2, quarters: 0.8, years: 0.2 };
const NARROWEST: Record<Zoom, number> = { hours: 240, days: 18, weeks: 6, months: 0.95, quarters: 0.3, years: 0 };
export const LEAST_PIXELS_PER_DAY = 0.05;
export const MOST_PIXELS_PER_DAY = 960;

export interface Tick {
  x: number;
  width: number;
  label: string;
}

/** A span of the calendar; days are counted since 1970, hours are parts of them. */
interface Unit {
  /** The beginning of the unit that holds a moment. */
  floor(moment: number): number;
  /** The beginning of the unit after. */
  next(first: number): number;
  label(first: number): string;
}

const monthsFrom = (day: number, months: number, step: number): number => {
  const date = civil(day);
  const month = Math.floor(date.getUTCMonth() / step) * step;
  return dayNumber(date.getUTCFullYear(), month + months, 1);
};

const everyMonths = (step: number, label: (day: number) => string): Unit => ({
  floor: (moment) => monthsFrom(Math.floor(moment), 0, step),
  next: (first) => monthsFrom(first, step, step),
  label,
});

const quarterText = (day: number): string => `Q${Math.floor(civil(day).getUTCMonth() / 3) + 1}`;

const HOURS_PER_TICK = 2;
const hours: Unit = {
  floor: (moment) => Math.floor((moment * 24) / HOURS_PER_TICK) * (HOURS_PER_TICK / 24),
  next: (first) => (Math.round(first * 24) + HOURS_PER_TICK) / 24,
  label: (first) => {
    const hour = Math.round((first - Math.floor(first + 1e-6)) * 24);
    return `${hour % 12 || 12} ${hour < 12 ? "AM" : "PM"}`;
  },
};
const days = (label: (day: number) => string): Unit => ({ floor: Math.floor, next: (first) => first + 1, label });
const mondayOf = (moment: number): number => Math.floor(moment) - weekday(Math.floor(moment));
const weeks = (label: (day: number) => string): Unit => ({ floor: mondayOf, next: (first) => mondayOf(first) + 7, label });
const decadeOf = (day: number): number => Math.floor(civil(Math.floor(day)).getUTCFullYear() / 10) * 10;
const decades: Unit = {
  floor: (moment) => dayNumber(decadeOf(moment), 0, 1),
  next: (first) => dayNumber(decadeOf(first) + 10, 0, 1),
  label: (day) => `${yearText(day)}s`,
};

const TIERS: Record<Zoom, [upper: Unit, lower: Unit]> = {
  hours: [days(longDayText), hours],
  days: [weeks((day) => gettext("Week of %(date)s", { date: fullDayText(day) })), days(dateOfMonth)],
  weeks: [everyMonths(1, monthYearText), weeks(monthDayText)],
  months: [everyMonths(3, (day) => `${quarterText(day)} ${yearText(day)}`), everyMonths(1, monthText)],
  quarters: [everyMonths(12, yearText), everyMonths(3, quarterText)],
  years: [decades, everyMonths(12, yearText)],
};

export class Timeline {
  constructor(
    readonly firstDay: number,
    readonly lastDay: number,
    readonly pixelsPerDay: number,
  ) {}

  get width(): number {
    return Math.ceil((this.lastDay - this.firstDay) * this.pixelsPerDay);
  }

  x(instant: number): number {
    return (instant / MINUTES_PER_DAY - this.firstDay) * this.pixelsPerDay;
  }

  xOfDay(day: number): number {
    return (day - this.firstDay) * this.pixelsPerDay;
  }

  instantAt(x: number): number {
    return (x / this.pixelsPerDay + this.firstDay) * MINUTES_PER_DAY;
  }

  /** The named zoom whose header fits this scale. */
  get tier(): Zoom {
    return ZOOMS.find((zoom) => this.pixelsPerDay >= NARROWEST[zoom])!;
  }

  upperTicks(fromX: number, toX: number): Tick[] {
    return this.ticks(TIERS[this.tier][0], fromX, toX);
  }

  lowerTicks(fromX: number, toX: number): Tick[] {
    return this.ticks(TIERS[this.tier][1], fromX, toX);
  }

  private ticks(unit: Unit, fromX: number, toX: number): Tick[] {
    const ticks: Tick[] = [];
    const last = this.firstDay + toX / this.pixelsPerDay;
    let first = unit.floor(this.firstDay + fromX / this.pixelsPerDay);
    while (first < last) {
      const next = unit.next(first);
      const x = this.xOfDay(first);
      ticks.push({ x, width: this.xOfDay(next) - x, label: unit.label(first) });
      first = next;
    }
    return ticks;
  }
}

export const pixelsPerDayOf = (zoom: Zoom): number => PIXELS_PER_DAY[zoom];
