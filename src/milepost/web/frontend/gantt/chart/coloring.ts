/** What the bars' colors tell: nothing but the critical path, or status, person, phase or float; the label says the same. */

import { STATUS_WORDS } from "../conditions.ts";
import type { ScheduleDocument, TaskStatus } from "../document.ts";
import { workingDaysText } from "../instants.ts";
import { gettext } from "../../texts.ts";

export const WAYS = ["plain", "status", "person", "phase", "float"] as const;
export type Way = (typeof WAYS)[number];
export const WAY_WORDS: Record<Way, string> = {
  plain: gettext("Progress"),
  status: gettext("Status"),
  person: gettext("Person"),
  phase: gettext("Phase"),
  float: gettext("Float"),
};

/** Hues for names, from 1 to 8; gray and 0 are for the rest, and red comes last because it warns. */
const HUES_FOR_NAMES = [3, 5, 2, 6, 7, 8, 1];
const NOBODY = gettext("Nobody yet");
const SHORT_FLOAT_DAYS = 5;
const LONG_FLOAT_DAYS = 20;

export interface Coloring {
  way: Way;
  hueOf(task: number): number;
  /** What the color tells, in a word. */
  wordOf(task: number): string;
  /** The hues in use and what each tells, in the order of the legend. */
  legend: [hue: number, word: string][];
}

interface Band {
  hue: number;
  word: string;
}

export function coloringOf(schedule: ScheduleDocument, way: Way): Coloring {
  switch (way) {
    case "plain":
      return { way, hueOf: () => 0, wordOf: (task) => schedule.tasks.responsible[task] ?? "", legend: [] };
    case "status":
      return banded(schedule, way, statusBand);
    case "float":
      return banded(schedule, way, floatBand);
    case "person":
      return named(schedule, way, (task) => schedule.tasks.responsible[task] || NOBODY);
    case "phase":
      return named(schedule, way, (task) => schedule.tasks.name[schedule.tasks.phase[task]!] ?? "");
  }
}

/** Colors by fixed bands. */
function banded(schedule: ScheduleDocument, way: Way, bandOf: (schedule: ScheduleDocument, task: number) => Band): Coloring {
  const used = new Map<number, string>();
  for (const task of workOf(schedule)) {
    const { hue, word } = bandOf(schedule, task);
    used.set(hue, word);
  }
  return {
    way,
    hueOf: (task) => bandOf(schedule, task).hue,
    wordOf: (task) => (way === "float" ? floatText(schedule, task) : bandOf(schedule, task).word),
    legend: [...used].sort(([one], [other]) => one - other),
  };
}

/** Colors by name: the most frequent ones get a hue of their own, the rest share the plain color. */
function named(schedule: ScheduleDocument, way: Way, nameOf: (task: number) => string): Coloring {
  const counts = new Map<string, number>();
  for (const task of workOf(schedule)) counts.set(nameOf(task), (counts.get(nameOf(task)) ?? 0) + 1);
  counts.delete(NOBODY);
  const names = way === "phase" ? [...counts.keys()] : [...counts].sort(([, one], [, other]) => other - one).map(([name]) => name);
  const hues = new Map(names.slice(0, HUES_FOR_NAMES.length).map((name, index) => [name, HUES_FOR_NAMES[index]!]));
  const legend = [...hues].map(([name, hue]): [number, string] => [hue, name]);
  return {
    way,
    hueOf: (task) => hues.get(nameOf(task)) ?? 0,
    wordOf: nameOf,
    legend: names.length > HUES_FOR_NAMES.length ? [...legend, [0, gettext("Others")]] : legend,
  };
}

function* workOf({ tasks }: ScheduleDocument): Generator<number> {
  for (let task = 0; task < tasks.id.length; task++) if (tasks.kind[task] !== "summary") yield task;
}

const STATUS_HUES: Record<TaskStatus, number> = { late: 1, "in progress": 3, done: 4, "not started": 5 };

function statusBand({ tasks }: ScheduleDocument, task: number): Band {
  const status = tasks.status[task]!;
  return { hue: STATUS_HUES[status], word: STATUS_WORDS[status] };
}

function floatBand({ tasks, project }: ScheduleDocument, task: number): Band {
  const days = (tasks.total_slack[task] ?? 0) / project.minutes_per_day;
  if (tasks.percent[task] === 100) return { hue: 4, word: STATUS_WORDS.done };
  if (days <= 0) return { hue: 1, word: gettext("No float") };
  if (days < SHORT_FLOAT_DAYS) return { hue: 2, word: gettext("Less than %(days)s days", { days: SHORT_FLOAT_DAYS }) };
  if (days < LONG_FLOAT_DAYS) return { hue: 3, word: gettext("%(short)s to %(long)s days", { short: SHORT_FLOAT_DAYS, long: LONG_FLOAT_DAYS }) };
  return { hue: 5, word: gettext("%(days)s days and more", { days: LONG_FLOAT_DAYS }) };
}

const floatText = ({ tasks, project }: ScheduleDocument, task: number): string =>
  workingDaysText(tasks.total_slack[task] ?? null, project.minutes_per_day);
