/** Which days the project's calendar leaves free, for shading and for steps by a working day. */

import type { CalendarFacts, Shift } from "./document.ts";
import { weekday } from "./instants.ts";

const LONGEST_SEARCH_DAYS = 400;

export class WorkingDays {
  private readonly exceptions: CalendarFacts["exceptions"];

  constructor(private readonly calendar: CalendarFacts) {
    this.exceptions = [...calendar.exceptions].sort((one, other) => one[0] - other[0]);
  }

  shiftsOf(day: number): readonly Shift[] {
    const exception = this.exceptions.find(([first, last]) => first <= day && day <= last);
    return (exception ? exception[2] : this.calendar.week[weekday(day)]) ?? [];
  }

  isWorking(day: number): boolean {
    return this.shiftsOf(day).length > 0;
  }

  /** Runs of free days as [first day, day after the last]. */
  freeRuns(from: number, to: number): [number, number][] {
    const runs: [number, number][] = [];
    for (let day = from; day < to; day++) {
      if (this.isWorking(day)) continue;
      const last = runs.at(-1);
      if (last?.[1] === day) last[1] = day + 1;
      else runs.push([day, day + 1]);
    }
    return runs;
  }

  /** The next working day after (1) or before (-1) a day; the day beside it where there is none near. */
  step(day: number, direction: 1 | -1): number {
    for (let offset = 1; offset <= LONGEST_SEARCH_DAYS; offset++) {
      if (this.isWorking(day + offset * direction)) return day + offset * direction;
    }
    return day + direction;
  }

  /** Count the working days on the way from one day to another; negative on the way back. */
  between(from: number, to: number): number {
    const [first, last] = from < to ? [from, to] : [to, from];
    let count = 0;
    for (let day = first; day < last; day++) if (this.isWorking(day)) count++;
    return from < to ? count : -count;
  }
}
