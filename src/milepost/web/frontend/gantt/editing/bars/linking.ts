/** Drawing a link from the end of one bar to the end of another: which type it is, and how it looks meanwhile. */

import { MIDDLE, ROW } from "../../dimensions.ts";
import { type LinkCode, LinkType, type ScheduleDocument, type TaskColumns } from "../../document.ts";
import { svg } from "../../elements.ts";
import { anchorOf } from "../../chart/bars.ts";
import type { Timeline } from "../../chart/timeline.ts";

export type End = "start" | "finish";

const LINK_TYPES: Record<LinkCode, LinkType> = {
  FF: LinkType.FinishFinish,
  FS: LinkType.FinishStart,
  SF: LinkType.StartFinish,
  SS: LinkType.StartStart,
};

/** The type that leads from one end to another. */
export const codeOf = (from: End, to: End): LinkCode =>
  `${from === "start" ? "S" : "F"}${to === "start" ? "S" : "F"}`;

export interface Target {
  task: number;
  end: End;
  x: number;
  y: number;
}

/** The end of the bar nearest to a place, in the row that lies there. */
export function targetAt(
  { tasks, rows, timeline }: { tasks: TaskColumns; rows: readonly number[]; timeline: Timeline },
  x: number,
  y: number,
): Target | undefined {
  const row = Math.floor(y / ROW);
  const task = rows[row];
  const anchor = task === undefined ? undefined : anchorOf(tasks, task, row, timeline);
  if (task === undefined || !anchor) return undefined;
  const end: End = x < (anchor.left + anchor.right) / 2 ? "start" : "finish";
  return { task, end, x: end === "start" ? anchor.left : anchor.right, y: row * ROW + MIDDLE };
}

/** The line that follows the pointer, and the end it would meet. */
export function drawRubber(overlay: SVGGElement, from: Target, x: number, y: number, to: Target | undefined): void {
  const [endX, endY] = to ? [to.x, to.y] : [x, y];
  const parts = [svg("path", { class: "gantt-rubber", d: `M${from.x} ${from.y}L${endX} ${endY}` })];
  for (const { x: cx, y: cy } of to ? [from, to] : [from]) parts.push(svg("circle", { class: "gantt-rubber-end", cx, cy, r: 4.5 }));
  overlay.replaceChildren(...parts);
}

/** A schedule with one more link between tasks told by id. */
export function withLink(schedule: ScheduleDocument, predecessor: number, successor: number, code: LinkCode): ScheduleDocument {
  const { id } = schedule.tasks;
  const [from, to] = [id.indexOf(predecessor), id.indexOf(successor)];
  if (from < 0 || to < 0) return schedule;
  const { links } = schedule;
  return {
    ...schedule,
    links: {
      ...links,
      predecessor: [...links.predecessor, from],
      successor: [...links.successor, to],
      type: [...links.type, LINK_TYPES[code]],
      lag_text: [...links.lag_text, ""],
      driving: [...links.driving, 0],
    },
  };
}
