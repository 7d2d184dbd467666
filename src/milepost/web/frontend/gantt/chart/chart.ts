/** The chart: one SVG window of the timeline that follows the scroll, and its header. */

import { drawDates, drawFreeDays, drawGrid, drawStripe } from "./backdrop.ts";
import { anchorOf, drawTask, type Shown } from "./bars.ts";
import { HEADER, ROW } from "../dimensions.ts";
import type { LinkColumns, ScheduleDocument } from "../document.ts";
import { setAttributes, svg } from "../elements.ts";
import { route } from "./routes.ts";
import type { Outline } from "../outline.ts";
import type { Tick, Timeline } from "./timeline.ts";
import type { ChartWindow } from "../viewport.ts";
import type { WorkingDays } from "../working_days.ts";

const LABEL_INSET = 7;
const WIDEST_LABEL = 130;
const NARROWEST_LEFT_ALIGNED = 40;

export interface Scene {
  schedule: ScheduleDocument;
  outline: Outline;
  timeline: Timeline;
  days: WorkingDays;
  shown: Shown;
  activeRow: number;
  selectedRows: ReadonlySet<number>;
  glowing: ReadonlySet<number>;
}

export class Chart {
  readonly body = svg("svg", { class: "gantt-chart", "aria-hidden": "true" });
  readonly header = svg("svg", { class: "gantt-scale", "aria-hidden": "true", height: HEADER });
  private upperLabels: [Tick, SVGElement][] = [];

  /** Draw a window of the scene, in coordinates of the whole chart. */
  draw(scene: Scene, window: ChartWindow): void {
    place(this.body, window.left, window.top, window.right - window.left, window.bottom - window.top);
    this.body.replaceChildren(
      drawFreeDays(window, scene.timeline, scene.days),
      drawGrid(window, scene.timeline),
      ...stripes(scene, window),
      ...drawDates(window, scene.timeline, scene.schedule.project),
      ...drawLinks(scene, window),
      ...drawTasks(scene, window),
    );
    place(this.header, window.left, 0, window.right - window.left, HEADER);
    this.upperLabels = scene.timeline
      .upperTicks(window.left, window.right)
      .map((tick) => [tick, tickText(tick, HEADER / 4, "gantt-scale-upper")]);
    this.header.replaceChildren(...drawScale(scene, window), ...this.upperLabels.map(([, label]) => label));
  }

  /** Keep the upper labels in sight while their span is. */
  pinLabels(visibleLeft: number): void {
    for (const [{ x, width }, label] of this.upperLabels) {
      const furthest = Math.max(x, x + width - WIDEST_LABEL);
      label.setAttribute("x", String(Math.min(Math.max(x, visibleLeft), furthest) + LABEL_INSET));
    }
  }
}

function place(element: SVGSVGElement, left: number, top: number, width: number, height: number): void {
  setAttributes(element, { width, height, viewBox: `${left} ${top} ${width} ${height}` });
  element.style.translate = `${left}px ${top}px`;
}

function stripes(scene: Scene, window: ChartWindow): SVGElement[] {
  const rows = [...scene.selectedRows].filter((row) => row >= window.firstRow && row < window.lastRow);
  return rows.map((row) => drawStripe(window, row));
}

function drawTasks(scene: Scene, window: ChartWindow): SVGElement[] {
  const { schedule, outline, timeline, shown, glowing } = scene;
  const groups: SVGElement[] = [];
  for (let row = window.firstRow; row < window.lastRow; row++) {
    const task = outline.visible[row]!;
    const group = drawTask(schedule.tasks, task, row, timeline, shown);
    if (glowing.has(schedule.tasks.id[task]!)) group.classList.add("gantt-moved");
    groups.push(group);
  }
  return groups;
}

/** Plain links in one path and critical ones in another, so that thousands cost four elements. */
function drawLinks(scene: Scene, window: ChartWindow): SVGElement[] {
  const plain = { line: "", arrow: "" };
  const critical = { line: "", arrow: "" };
  const { links, tasks } = scene.schedule;
  for (let index = 0; index < links.predecessor.length; index++) {
    const found = routeInside(scene, window, links, index);
    if (!found) continue;
    const isCritical =
      scene.shown.critical &&
      links.driving[index] === 1 &&
      tasks.critical[links.predecessor[index]!] === 1 &&
      tasks.critical[links.successor[index]!] === 1;
    const target = isCritical ? critical : plain;
    target.line += found.line;
    target.arrow += found.arrow;
  }
  return [
    svg("path", { class: "gantt-link", d: plain.line }),
    svg("path", { class: "gantt-arrow", d: plain.arrow }),
    svg("path", { class: "gantt-link gantt-critical", d: critical.line }),
    svg("path", { class: "gantt-arrow gantt-critical", d: critical.arrow }),
  ];
}

function routeInside({ schedule, outline, timeline }: Scene, window: ChartWindow, links: LinkColumns, index: number) {
  const fromRow = outline.rowOf(links.predecessor[index]!);
  const toRow = outline.rowOf(links.successor[index]!);
  if (fromRow === undefined || toRow === undefined) return undefined;
  if (Math.max(fromRow, toRow) < window.firstRow || Math.min(fromRow, toRow) >= window.lastRow) return undefined;
  const from = anchorOf(schedule.tasks, links.predecessor[index]!, fromRow, timeline);
  const to = anchorOf(schedule.tasks, links.successor[index]!, toRow, timeline);
  if (!from || !to) return undefined;
  if (Math.max(from.right, to.right) < window.left || Math.min(from.left, to.left) > window.right) return undefined;
  return route(links.type[index]!, from, to);
}

function drawScale({ timeline, schedule }: Scene, { left, right }: ChartWindow): SVGElement[] {
  const half = HEADER / 2;
  const upper = timeline.upperTicks(left, right);
  const lower = timeline.lowerTicks(left, right);
  const edges = [
    ...upper.map(({ x }) => `M${Math.round(x) - 0.5} 0V${HEADER}`),
    ...lower.map(({ x }) => `M${Math.round(x) - 0.5} ${half}V${HEADER}`),
    `M${left} ${half - 0.5}H${right}`,
  ];
  return [
    svg("path", { class: "gantt-scale-lines", d: edges.join("") }),
    ...lower.map((tick) => tickText(tick, half * 1.5, "gantt-scale-lower")),
    ...flag(timeline, schedule.project.status_date, "gantt-flag-status"),
    ...flag(timeline, schedule.project.today, "gantt-flag-today"),
  ];
}

function tickText({ x, label, width }: Tick, y: number, className: string): SVGElement {
  const isCentered = className === "gantt-scale-lower" && width < NARROWEST_LEFT_ALIGNED;
  const text = svg("text", {
    class: isCentered ? `${className} gantt-scale-centered` : className,
    x: isCentered ? x + width / 2 : x + LABEL_INSET,
    y,
  });
  text.textContent = label;
  return text;
}

function flag(timeline: Timeline, instant: number | null, className: string): SVGElement[] {
  if (instant === null) return [];
  const x = timeline.x(instant);
  return [svg("path", { class: className, d: `M${x - 5} ${HEADER - 7}h10l-5 7z` })];
}

export const heightOf = (rowCount: number): number => rowCount * ROW;
