/** The handles of the bar under the pointer: its right edge, its progress, and a port at each end to draw links from. */

import { BAR_HEIGHT, BAR_TOP, MIDDLE, ROW } from "../../dimensions.ts";
import type { TaskColumns } from "../../document.ts";
import { svg } from "../../elements.ts";
import { anchorOf } from "../../chart/bars.ts";
import type { Grip } from "./drag.ts";
import type { Anchor } from "../../chart/routes.ts";
import type { Timeline } from "../../chart/timeline.ts";

const PORT_DISTANCE = 12;
const PORT_RADIUS = 4;
const PORT_REACH = 9;
const EDGE = 9;
const GRIP = 5;
/** How far beyond its ends a bar still counts as pointed at. */
const NEARBY = 24;

export interface HandleScene {
  tasks: TaskColumns;
  rows: readonly number[];
  timeline: Timeline;
  canEdit(task: number): boolean;
}

export class Handles {
  private task = -1;

  constructor(private readonly overlay: SVGGElement) {}

  /** Show the handles of the bar at a place of the chart, and none elsewhere. */
  follow(scene: HandleScene, x: number, y: number): void {
    const row = Math.floor(y / ROW);
    const task = scene.rows[row];
    const anchor = task === undefined ? undefined : anchorOf(scene.tasks, task, row, scene.timeline);
    const isNear = anchor !== undefined && x >= anchor.left - NEARBY && x <= anchor.right + NEARBY;
    if (task === undefined || !isNear || !scene.canEdit(task)) return this.hide();
    if (task === this.task && this.overlay.childElementCount) return;
    this.task = task;
    this.overlay.replaceChildren(handlesOf(scene.tasks, task, row, anchor));
  }

  hide(): void {
    this.task = -1;
    this.overlay.replaceChildren();
  }
}

function handlesOf(tasks: TaskColumns, task: number, row: number, { left, right, isPoint }: Anchor): SVGGElement {
  const group = svg("g", { class: "gantt-task gantt-handles", transform: `translate(0 ${row * ROW})` });
  group.dataset["task"] = String(task);
  if (!isPoint) group.append(edge(right), progress(left + ((right - left) * tasks.percent[task]!) / 100));
  group.append(port("start", left - PORT_DISTANCE), port("finish", right + PORT_DISTANCE));
  return group;
}

function edge(x: number): SVGElement {
  return marked("stretch", svg("rect", { class: "gantt-handle", x: x - EDGE / 2, y: BAR_TOP, width: EDGE, height: BAR_HEIGHT }));
}

function progress(x: number): SVGElement {
  const y = BAR_TOP + BAR_HEIGHT - 2;
  const group = svg("g");
  group.append(
    svg("rect", { class: "gantt-handle", x: x - PORT_REACH, y, width: 2 * PORT_REACH, height: ROW - y }),
    svg("path", { class: "gantt-grip", d: `M${x} ${y}l${GRIP} ${GRIP + 1}v2h${-2 * GRIP}v-2z` }),
  );
  return marked("progress", group);
}

function port(end: "start" | "finish", x: number): SVGElement {
  const group = svg("g", { class: "gantt-port" });
  group.append(
    svg("circle", { class: "gantt-handle", cx: x, cy: MIDDLE, r: PORT_REACH }),
    svg("circle", { class: "gantt-port-dot", cx: x, cy: MIDDLE, r: PORT_RADIUS }),
  );
  return marked(end, group);
}

function marked<Part extends SVGElement>(grip: Grip, part: Part): Part {
  part.dataset["grip"] = grip;
  return part;
}
