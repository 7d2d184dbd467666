/** Link arrows: right-angled, rounded routes between bars for all four types, through the gaps between rows. */

import { LinkType } from "../document.ts";

/** How far a link stands off the end of a bar. */
export const STUB = 9;
const DROP = 7;
/** A successor this near is reached by a single corner. */
const NEAR = 14;
const ROUND = 4;
/** How much of either end of a long link is drawn. */
const END_LENGTH = 26;
const ARROW_LENGTH = 5;
const ARROW_HALF = 3.5;

export type Point = readonly [x: number, y: number];

export interface Anchor {
  left: number;
  right: number;
  /** A milestone: its instant is its middle, not its edges. */
  isPoint: boolean;
  top: number;
  bottom: number;
  rowTop: number;
  rowBottom: number;
}

export interface Route {
  points: Point[];
  arrow: string;
}

/** Route a link from one bar to another, leaving and entering at the ends that its type names. */
export function route(type: LinkType, from: Anchor, to: Anchor): Route {
  switch (type) {
    case LinkType.FinishStart:
      return dropRoute(from, to) ?? returnRoute(from, to, 1);
    case LinkType.StartFinish:
      return returnRoute(from, to, -1);
    case LinkType.FinishFinish:
      return hookRoute(from, to, 1);
    case LinkType.StartStart:
      return hookRoute(from, to, -1);
  }
}

/** Finish to a start that is no earlier: down or up onto the bar, a long way between the rows instead of through labels. */
function dropRoute(from: Anchor, to: Anchor): Route | undefined {
  const x = Math.min(to.left + DROP, center(to));
  const isBelow = to.top > from.top;
  const y = isBelow ? to.top : to.bottom;
  const corridor = isBelow ? from.rowBottom : from.rowTop;
  const arrow = verticalArrow(x, y, isBelow);
  if (x >= from.right) {
    const out = from.right + STUB;
    const way: Point[] = x - from.right > NEAR ? [[out, middle(from)], [out, corridor], [x, corridor]] : [[x, middle(from)]];
    return { points: [[from.right, middle(from)], ...way, [x, y]], arrow };
  }
  if (!from.isPoint || x < center(from)) return undefined;
  const tip = isBelow ? from.bottom : from.top;
  return { points: [[center(from), tip], [center(from), corridor], [x, corridor], [x, y]], arrow };
}

/** From one end to the opposite end, straight where there is room, else back between the rows. */
function returnRoute(from: Anchor, to: Anchor, direction: 1 | -1): Route {
  const start = direction === 1 ? from.right : from.left;
  const end = direction === 1 ? to.left : to.right;
  const corridor = to.top > from.top ? from.rowBottom : from.rowTop;
  const out = start + STUB * direction;
  const into = end - STUB * direction;
  const hasRoom = (end - start) * direction >= 2 * STUB;
  const way: Point[] = hasRoom ? [[into, middle(from)]] : [[out, middle(from)], [out, corridor], [into, corridor]];
  return {
    points: [[start, middle(from)], ...way, [into, middle(to)], [end, middle(to)]],
    arrow: horizontalArrow(end, middle(to), direction),
  };
}

/** Between like ends: a hook around the outer one. */
function hookRoute(from: Anchor, to: Anchor, side: 1 | -1): Route {
  const start = side === 1 ? from.right : from.left;
  const end = side === 1 ? to.right : to.left;
  const outer = side === 1 ? Math.max(start, end) + STUB : Math.min(start, end) - STUB;
  return {
    points: [[start, middle(from)], [outer, middle(from)], [outer, middle(to)], [end, middle(to)]],
    arrow: horizontalArrow(end, middle(to), side === 1 ? -1 : 1),
  };
}

/** A path along the points whose corners are rounded as far as their shorter side allows. */
export function pathAlong(points: readonly Point[]): string {
  let path = `M${points[0]!.join(" ")}`;
  for (let index = 1; index < points.length - 1; index++) {
    const [before, corner, after] = [points[index - 1]!, points[index]!, points[index + 1]!];
    const radius = Math.min(ROUND, length(before, corner) / 2, length(corner, after) / 2);
    path += `L${toward(corner, before, radius)}Q${corner.join(" ")} ${toward(corner, after, radius)}`;
  }
  return `${path}L${points.at(-1)!.join(" ")}`;
}

/** The beginning and the end of a way, each as far as it shows where the way leads. */
export function endsOf(points: readonly Point[]): Point[][] {
  return [shortened(points), shortened(points.toReversed()).reverse()];
}

function shortened(points: readonly Point[]): Point[] {
  const kept = [points[0]!];
  let left = END_LENGTH;
  for (let index = 1; index < points.length && left > 0; index++) {
    const [before, point] = [points[index - 1]!, points[index]!];
    const step = Math.min(left, length(before, point));
    kept.push([before[0] + Math.sign(point[0] - before[0]) * step, before[1] + Math.sign(point[1] - before[1]) * step]);
    left -= step;
  }
  return kept;
}

/** How far a place is from a way of right-angled pieces. */
export function distanceTo(points: readonly Point[], x: number, y: number): number {
  let nearest = Infinity;
  for (let index = 1; index < points.length; index++) {
    const [[x1, y1], [x2, y2]] = [points[index - 1]!, points[index]!];
    const across = Math.max(Math.min(x1, x2) - x, 0, x - Math.max(x1, x2));
    const down = Math.max(Math.min(y1, y2) - y, 0, y - Math.max(y1, y2));
    nearest = Math.min(nearest, Math.hypot(across, down));
  }
  return nearest;
}

const length = ([x1, y1]: Point, [x2, y2]: Point): number => Math.abs(x2 - x1) + Math.abs(y2 - y1);

function toward([x, y]: Point, [toX, toY]: Point, distance: number): string {
  return `${x + Math.sign(toX - x) * distance} ${y + Math.sign(toY - y) * distance}`;
}

const center = (anchor: Anchor): number => (anchor.left + anchor.right) / 2;

const middle = (anchor: Anchor): number => (anchor.top + anchor.bottom) / 2;

const horizontalArrow = (x: number, y: number, pointing: 1 | -1): string =>
  `M${x} ${y}l${-ARROW_LENGTH * pointing} ${-ARROW_HALF}v${2 * ARROW_HALF}z`;

const verticalArrow = (x: number, y: number, isDown: boolean): string =>
  `M${x} ${y}l${-ARROW_HALF} ${isDown ? -ARROW_LENGTH : ARROW_LENGTH}h${2 * ARROW_HALF}z`;
