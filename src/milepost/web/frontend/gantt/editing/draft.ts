/** How a schedule looks with an edit that the server has not answered yet: new documents, the old ones untouched. */

import type { Kind, LinkColumns, ScheduleDocument, TaskColumns } from "../document.ts";

/** What a row of the draft takes over: a task of the old document, or nothing for a new one. */
interface Place {
  /** Index in the old document; -1 for a new task. */
  from: number;
  id: number;
  level: number;
}

const EMPTY: Partial<Record<keyof TaskColumns, unknown>> = {
  name: "", duration_text: "", remaining_text: "", responsible: "", assigned: "", constraint: "", calendar: "", predecessors: "",
  successors: "", abroad: "", uid: "", status: "not started", percent: 0, critical: 0, notes: 0, manual: 0, inactive: 0, editable: 1,
}; // prettier-ignore

/** Write values into columns of some tasks. */
export function withValues(
  schedule: ScheduleDocument,
  ids: Iterable<number>,
  values: (task: number) => Partial<{ [Column in keyof TaskColumns]: TaskColumns[Column][number] }>,
): ScheduleDocument {
  const tasks = { ...schedule.tasks };
  const copied = new Set<string>();
  for (const id of ids) {
    const task = tasks.id.indexOf(id);
    if (task < 0) continue;
    for (const [column, value] of Object.entries(values(task))) {
      const key = column as keyof TaskColumns;
      if (!copied.has(key)) (tasks[key] as unknown[]) = [...tasks[key]];
      copied.add(key);
      (tasks[key] as unknown[])[task] = value;
    }
  }
  return { ...schedule, tasks };
}

/** Put a new task before another on its level, or behind the last one. */
export function withInserted(schedule: ScheduleDocument, id: number, before: number | null): ScheduleDocument {
  const places = placesOf(schedule.tasks);
  const found = before === null ? -1 : places.findIndex((place) => place.id === before);
  const at = found < 0 ? places.length : found;
  const level = (found < 0 ? places.at(-1) : places[at])?.level ?? 1;
  return rearranged(schedule, places.toSpliced(at, 0, { from: -1, id, level }));
}

/** Take tasks out with all they hold. */
export function withRemoved(schedule: ScheduleDocument, ids: readonly number[]): ScheduleDocument {
  const gone = within(schedule.tasks, ids);
  return rearranged(schedule, placesOf(schedule.tasks).filter((_, task) => !gone.has(task)));
}

/** Move tasks with all they hold before another, or behind all; on a level, or else on the one of what lies there. */
export function withMoved(schedule: ScheduleDocument, ids: readonly number[], before: number | null, wanted?: number): ScheduleDocument {
  const { tasks } = schedule;
  const moved = within(tasks, ids);
  const target = before === null ? -1 : tasks.id.indexOf(before);
  if (moved.has(target)) return schedule;
  const places = placesOf(tasks);
  const rest = places.filter((_, task) => !moved.has(task));
  const level = wanted ?? (target < 0 ? rest.at(-1) : places[target])?.level ?? 1;
  const carried = roots(tasks, ids).flatMap((root) => {
    const offset = level - places[root]!.level;
    return places.slice(root, endOf(tasks, root)).map((place) => ({ ...place, level: place.level + offset }));
  });
  const at = target < 0 ? rest.length : rest.findIndex((place) => place.from === target);
  return rearranged(schedule, rest.toSpliced(at, 0, ...carried));
}

/** Put tasks with all they hold a level deeper (1) or higher (-1), where the outline lets them. */
export function withIndented(schedule: ScheduleDocument, ids: readonly number[], by: 1 | -1): ScheduleDocument {
  const { tasks } = schedule;
  const places = placesOf(tasks);
  for (const root of roots(tasks, ids)) {
    const level = places[root]!.level;
    const deepest = (places[root - 1]?.level ?? 0) + 1;
    if (level + by < 1 || level + by > deepest) continue;
    for (let task = root; task < endOf(tasks, root); task++) places[task]!.level += by;
  }
  return rearranged(schedule, places);
}

/** The first of each family among some tasks: those not below another one of them, in order. */
export function roots(tasks: TaskColumns, ids: readonly number[]): number[] {
  const chosen = new Set(ids.map((id) => tasks.id.indexOf(id)).filter((task) => task >= 0));
  return [...chosen].filter((task) => !hasAbove(tasks, task, chosen)).sort((one, other) => one - other);
}

/** One past the last task below a task. */
export function endOf(tasks: TaskColumns, root: number): number {
  let end = root + 1;
  while (end < tasks.id.length && tasks.level[end]! > tasks.level[root]!) end++;
  return end;
}

function hasAbove(tasks: TaskColumns, task: number, chosen: ReadonlySet<number>): boolean {
  for (let above = tasks.parent[task]!; above >= 0; above = tasks.parent[above]!) if (chosen.has(above)) return true;
  return false;
}

function within(tasks: TaskColumns, ids: readonly number[]): Set<number> {
  const found = new Set<number>();
  for (const root of roots(tasks, ids)) for (let task = root; task < endOf(tasks, root); task++) found.add(task);
  return found;
}

const placesOf = (tasks: TaskColumns): Place[] =>
  tasks.id.map((id, from) => ({ from, id, level: tasks.level[from]! }));

function rearranged(schedule: ScheduleDocument, places: readonly Place[]): ScheduleDocument {
  const tasks = {} as Record<keyof TaskColumns, unknown[]>;
  for (const [column, values] of Object.entries(schedule.tasks) as [keyof TaskColumns, unknown[]][]) {
    tasks[column] = places.map(({ from }) => (from < 0 ? (EMPTY[column] ?? null) : values[from]));
  }
  tasks.driver = places.map(() => -1);
  tasks.id = places.map(({ id }) => id);
  Object.assign(tasks, outlineOf(places));
  tasks.kind = kindsOf(schedule.tasks, places, tasks.parent as number[]);
  return { ...schedule, tasks: tasks as unknown as TaskColumns, links: relinked(schedule.links, places) };
}

/** Parents, levels and outline numbers that follow from the order and the levels wanted. */
function outlineOf(places: readonly Place[]): Pick<TaskColumns, "parent" | "phase" | "level" | "wbs"> {
  const path: number[] = [];
  const counts: number[] = [0];
  const outline = { parent: [] as number[], phase: [] as number[], level: [] as number[], wbs: [] as string[] };
  places.forEach((place, task) => {
    const level = Math.min(place.level, path.length + 1);
    path.length = level - 1;
    counts.length = level;
    counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    outline.parent.push(path.at(-1) ?? -1);
    outline.level.push(level);
    outline.wbs.push(counts.join("."));
    path.push(task);
    outline.phase.push(path[1] ?? path[0]!);
    counts.push(0);
  });
  if (outline.parent.filter((parent) => parent < 0).length > 1) outline.phase = outline.parent.map((_, task) => topOf(outline.parent, task));
  return outline;
}

function topOf(parents: readonly number[], task: number): number {
  let top = task;
  while (parents[top]! >= 0) top = parents[top]!;
  return top;
}

function kindsOf(tasks: TaskColumns, places: readonly Place[], parents: readonly number[]): Kind[] {
  const summaries = new Set(parents);
  return places.map(({ from }, task) => {
    if (summaries.has(task)) return "summary";
    const kind = from < 0 ? "task" : tasks.kind[from]!;
    return kind === "summary" ? "task" : kind;
  });
}

function relinked(links: LinkColumns, places: readonly Place[]): LinkColumns {
  const now = new Map(places.map(({ from }, task) => [from, task]));
  const kept = links.predecessor.flatMap((_, link) =>
    now.has(links.predecessor[link]!) && now.has(links.successor[link]!) ? [link] : [],
  );
  const columns = Object.entries(links).map(([name, values]) => [name, kept.map((link) => (values as unknown[])[link])]);
  const found = Object.fromEntries(columns) as LinkColumns;
  found.predecessor = found.predecessor.map((task) => now.get(task)!);
  found.successor = found.successor.map((task) => now.get(task)!);
  return found;
}
