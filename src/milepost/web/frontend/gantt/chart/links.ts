/**
 * The links of a window: drawn together in a few paths, with the routes kept for pointing and highlighting. A long one shows
 * its two ends alone, so that bundles of them do not hide the bars, until its task is selected or the pointer is on it.
 */

import type { ScheduleDocument } from "../document.ts";
import { LinkType } from "../document.ts";
import { svg } from "../elements.ts";
import type { Outline } from "../outline.ts";
import type { ChartWindow } from "../viewport.ts";
import { anchorOf } from "./bars.ts";
import { distanceTo, endsOf, pathAlong, type Point, type Route, route } from "./routes.ts";
import type { Timeline } from "./timeline.ts";

const REACH = 5;
/** A link over more rows than these is long. */
const LONG_ROWS = 12;
const KINDS = ["plain", "critical", "driving"] as const;
type LinkKind = (typeof KINDS)[number];

export interface LinkScene {
  schedule: ScheduleDocument;
  outline: Outline;
  timeline: Timeline;
  showsCritical: boolean;
  activeRow: number;
  /** Links that drive the active task. */
  chain: ReadonlySet<number>;
}

interface Drawn {
  route: Route;
  kind: LinkKind;
  /** The parts of the route that are drawn. */
  shown: Point[][];
}

export class Links {
  readonly element = svg("g", { class: "gantt-links" });
  private readonly pointed = svg("path", { class: "gantt-link gantt-link-pointed" });
  private routes = new Map<number, Drawn>();

  /** Draw the links that touch a window; plain, critical and driving ones in one path each. */
  draw(scene: LinkScene, window: ChartWindow): void {
    const paths = { plain: ["", ""], critical: ["", ""], driving: ["", ""] } satisfies Record<LinkKind, string[]>;
    this.routes = new Map();
    for (let link = 0; link < scene.schedule.links.predecessor.length; link++) {
      const found = routeInside(scene, window, link);
      if (!found) continue;
      this.routes.set(link, found);
      const target = paths[found.kind];
      for (const points of found.shown) target[0] += pathAlong(points);
      target[1] += found.route.arrow;
    }
    this.pointed.setAttribute("d", "");
    this.element.replaceChildren(...KINDS.flatMap((kind) => drawn(kind, paths[kind])), this.pointed);
  }

  /** The link under a place, or undefined. */
  at(x: number, y: number): number | undefined {
    let nearest: number | undefined;
    let least = REACH;
    for (const [link, { shown }] of this.routes) {
      const distance = Math.min(...shown.map((points) => distanceTo(points, x, y)));
      if (distance < least) [nearest, least] = [link, distance];
    }
    return nearest;
  }

  /** Highlight one link, or none. */
  point(link: number | undefined): void {
    const found = link === undefined ? undefined : this.routes.get(link)?.route;
    this.pointed.setAttribute("d", found ? pathAlong(found.points) + found.arrow : "");
  }
}

function drawn(kind: LinkKind, [line, arrow]: string[]): SVGElement[] {
  if (!line) return [];
  return [
    svg("path", { class: `gantt-link gantt-link-${kind}`, d: line }),
    svg("path", { class: `gantt-arrow gantt-link-${kind}`, d: arrow! }),
  ];
}

function kindOf({ schedule: { links, tasks }, chain, showsCritical }: LinkScene, link: number): LinkKind {
  if (chain.has(link)) return "driving";
  const isCritical =
    showsCritical &&
    links.driving[link] === 1 &&
    tasks.critical[links.predecessor[link]!] === 1 &&
    tasks.critical[links.successor[link]!] === 1;
  return isCritical ? "critical" : "plain";
}

function routeInside(scene: LinkScene, window: ChartWindow, link: number): Drawn | undefined {
  const { schedule, outline, timeline } = scene;
  const { tasks, links } = schedule;
  const fromRow = outline.rowOf(links.predecessor[link]!);
  const toRow = outline.rowOf(links.successor[link]!);
  if (fromRow === undefined || toRow === undefined) return undefined;
  if (Math.max(fromRow, toRow) < window.firstRow || Math.min(fromRow, toRow) >= window.lastRow) return undefined;
  const from = anchorOf(tasks, links.predecessor[link]!, fromRow, timeline);
  const to = anchorOf(tasks, links.successor[link]!, toRow, timeline);
  if (!from || !to) return undefined;
  if (Math.max(from.right, to.right) < window.left || Math.min(from.left, to.left) > window.right) return undefined;
  const found = route(links.type[link]!, from, to);
  const kind = kindOf(scene, link);
  const isLong = kind === "plain" && Math.abs(toRow - fromRow) > LONG_ROWS && fromRow !== scene.activeRow && toRow !== scene.activeRow;
  return { route: found, kind, shown: isLong ? endsOf(found.points) : [found.points] };
}

/** Tasks whose right end a link leaves or meets. */
export function tasksWithFollowers({ links }: ScheduleDocument): Set<number> {
  const found = new Set<number>();
  links.type.forEach((type, link) => {
    if (type === LinkType.FinishStart || type === LinkType.FinishFinish) found.add(links.predecessor[link]!);
    if (type === LinkType.FinishFinish || type === LinkType.StartFinish) found.add(links.successor[link]!);
  });
  return found;
}
