/** Link arrows: clean right-angled routes between bars, for all four types. */

import { LinkType } from "../document.ts";

const STUB = 9;
const DROP = 7;
const ARROW_LENGTH = 5;
const ARROW_HALF = 3.5;

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
  line: string;
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

/** Finish to a start that is no earlier: along, then down or up onto the bar. */
function dropRoute(from: Anchor, to: Anchor): Route | undefined {
  const x = Math.min(to.left + DROP, center(to));
  const isBelow = to.top > from.top;
  const y = isBelow ? to.top : to.bottom;
  const arrow = verticalArrow(x, y, isBelow);
  if (x >= from.right) return { line: `M${from.right} ${middle(from)}H${x}V${y}`, arrow };
  if (!from.isPoint || x < center(from)) return undefined;
  const [tip, corridor] = isBelow ? [from.bottom, from.rowBottom] : [from.top, from.rowTop];
  return { line: `M${center(from)} ${tip}V${corridor}H${x}V${y}`, arrow };
}

/** From one end to the opposite end, straight where there is room, else back between the rows. */
function returnRoute(from: Anchor, to: Anchor, direction: 1 | -1): Route {
  const start = direction === 1 ? from.right : from.left;
  const end = direction === 1 ? to.left : to.right;
  const hasRoom = (end - start) * direction >= 2 * STUB;
  const corridor = to.top > from.top ? from.rowBottom : from.rowTop;
  const detour = hasRoom ? "" : `H${start + STUB * direction}V${corridor}`;
  return {
    line: `M${start} ${middle(from)}${detour}H${end - STUB * direction}V${middle(to)}H${end}`,
    arrow: horizontalArrow(end, middle(to), direction),
  };
}

/** Between like ends: a hook around the outer one. */
function hookRoute(from: Anchor, to: Anchor, side: 1 | -1): Route {
  const start = side === 1 ? from.right : from.left;
  const end = side === 1 ? to.right : to.left;
  const outer = side === 1 ? Math.max(start, end) + STUB : Math.min(start, end) - STUB;
  return {
    line: `M${start} ${middle(from)}H${outer}V${middle(to)}H${end}`,
    arrow: horizontalArrow(end, middle(to), side === 1 ? -1 : 1),
  };
}

const center = (anchor: Anchor): number => (anchor.left + anchor.right) / 2;

const middle = (anchor: Anchor): number => (anchor.top + anchor.bottom) / 2;

const horizontalArrow = (x: number, y: number, pointing: 1 | -1): string =>
  `M${x} ${y}l${-ARROW_LENGTH * pointing} ${-ARROW_HALF}v${2 * ARROW_HALF}z`;

const verticalArrow = (x: number, y: number, isDown: boolean): string =>
  `M${x} ${y}l${-ARROW_HALF} ${isDown ? -ARROW_LENGTH : ARROW_LENGTH}h${2 * ARROW_HALF}z`;
