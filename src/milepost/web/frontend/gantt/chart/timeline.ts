/** The time scale: instants to pixels and back, zoom levels, and the two tiers of the header. */

import { civil, dayNumber, fullDayText, MINUTES_PER_DAY, monthDayText, monthText, monthYearText, weekday } from "../instants.ts";

export const ZOOMS = ["days", "weeks", "months", "quarters"] as const;
export type Zoom = (typeof ZOOMS)[number];

const PIXELS_PER_DAY: Record<Zoom, number> = { days: 34, weeks: 11, months: 3.2, quarters: 0.8 };
const NARROWEST: Record<Zoom, number> = { days: 18, weeks: 6, months: 0.95, quarters: 0.3 };

export interface Tick {
  x: number;
  width: number;
  label: string;
}

interface Unit {
  /** First day of the unit that holds a day. */
  floor(day: number): number;
  /** First day of the unit after. */
  next(day: number): number;
  label(day: number): string;
}

const monthsFrom = (day: number, months: number, step: number): number => {
  const date = civil(day);
  const month = Math.floor(date.getUTCMonth() / step) * step;
  return dayNumber(date.getUTCFullYear(), month + months, 1);
};

const everyMonths = (step: number, label: (day: number) => string): Unit => ({
  floor: (day) => monthsFrom(day, 0, step),
  next: (day) => monthsFrom(day, step, step),
  label,
});

const yearText = (day: number): string => String(civil(day).getUTCFullYear());
const quarterText = (day: number): string => `Q${Math.floor(civil(day).getUTCMonth() / 3) + 1}`;

const day: Unit = { floor: (d) => d, next: (d) => d + 1, label: (d) => String(civil(d).getUTCDate()) };
const week = (label: (day: number) => string): Unit => ({
  floor: (d) => d - weekday(d),
  next: (d) => d - weekday(d) + 7,
  label,
});
const decade: Unit = {
  floor: (d) => dayNumber(Math.floor(civil(d).getUTCFullYear() / 10) * 10, 0, 1),
  next: (d) => dayNumber(Math.floor(civil(d).getUTCFullYear() / 10) * 10 + 10, 0, 1),
  label: (d) => `${yearText(d)}s`,
};

const TIERS: Record<Zoom | "years", [upper: Unit, lower: Unit]> = {
  days: [week((d) => `Week of ${fullDayText(d)}`), day],
  weeks: [everyMonths(1, monthYearText), week(monthDayText)],
  months: [everyMonths(3, (d) => `${quarterText(d)} ${yearText(d)}`), everyMonths(1, monthText)],
  quarters: [everyMonths(12, yearText), everyMonths(3, quarterText)],
  years: [decade, everyMonths(12, yearText)],
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

  xOfDay(dayInQuestion: number): number {
    return (dayInQuestion - this.firstDay) * this.pixelsPerDay;
  }

  instantAt(x: number): number {
    return (x / this.pixelsPerDay + this.firstDay) * MINUTES_PER_DAY;
  }

  /** The named zoom whose header fits this scale. */
  get tier(): Zoom | "years" {
    return ZOOMS.find((zoom) => this.pixelsPerDay >= NARROWEST[zoom]) ?? "years";
  }

  upperTicks(fromX: number, toX: number): Tick[] {
    return this.ticks(TIERS[this.tier][0], fromX, toX);
  }

  lowerTicks(fromX: number, toX: number): Tick[] {
    return this.ticks(TIERS[this.tier][1], fromX, toX);
  }

  private ticks(unit: Unit, fromX: number, toX: number): Tick[] {
    const ticks: Tick[] = [];
    const lastDay = this.firstDay + toX / this.pixelsPerDay;
    let first = unit.floor(Math.floor(this.firstDay + fromX / this.pixelsPerDay));
    while (first < lastDay) {
      const next = unit.next(first);
      const x = this.xOfDay(first);
      ticks.push({ x, width: this.xOfDay(next) - x, label: unit.label(first) });
      first = next;
    }
    return ticks;
  }
}

export const pixelsPerDayOf = (zoom: Zoom): number => PIXELS_PER_DAY[zoom];
