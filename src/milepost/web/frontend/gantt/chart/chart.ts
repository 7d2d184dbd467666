/** The chart: one SVG window of the timeline that follows the scroll, and its header. */

import { ROW } from "../dimensions.ts";
import type { ScheduleDocument } from "../document.ts";
import { setAttributes, svg } from "../elements.ts";
import type { Outline } from "../outline.ts";
import type { ChartWindow } from "../viewport.ts";
import type { WorkingDays } from "../working_days.ts";
import { drawDates, drawFreeTime, drawGrid, drawStripe } from "./backdrop.ts";
import { drawTask, type Palette, type Shown } from "./bars.ts";
import { drivingChain } from "./chains.ts";
import type { Coloring } from "./coloring.ts";
import { Links, tasksWithFollowers } from "./links.ts";
import { progressLine } from "./progress_line.ts";
import { Scale } from "./scale.ts";
import type { Timeline } from "./timeline.ts";

export interface Scene {
  schedule: ScheduleDocument;
  outline: Outline;
  timeline: Timeline;
  days: WorkingDays;
  shown: Shown;
  coloring: Coloring;
  /** Row of the active task, or -1. */
  activeRow: number;
  selectedRows: ReadonlySet<number>;
  glowing: ReadonlySet<number>;
}

export class Chart {
  readonly body = svg("svg", { class: "gantt-chart", "aria-hidden": "true" });
  readonly links = new Links();
  /** Drawn over everything by whoever points: handles, a link being drawn. */
  readonly overlay = svg("g", { class: "gantt-overlay" });
  private readonly stripes = svg("g");
  private readonly scale = new Scale();
  private followers: ReadonlySet<number> = new Set();
  private followersOf: ScheduleDocument["links"] | undefined;

  get header(): SVGSVGElement {
    return this.scale.element;
  }

  /** Draw a window of the scene, in coordinates of the whole chart. */
  draw(scene: Scene, window: ChartWindow): void {
    const { schedule, timeline, days } = scene;
    place(this.body, window);
    this.mark(scene, window);
    this.overlay.replaceChildren();
    this.body.replaceChildren(
      drawFreeTime(window, timeline, days),
      drawGrid(window, timeline),
      this.stripes,
      ...drawDates(window, timeline, schedule.project),
      this.links.element,
      ...this.drawTasks(scene, window),
      ...drawProgress(scene, window),
      this.overlay,
    );
    this.scale.draw(timeline, schedule.project, window);
  }

  /** Show which rows are selected, and what drives the active one. */
  mark(scene: Scene, window: ChartWindow): void {
    const { schedule, outline, timeline, shown } = scene;
    this.links.element.replaceChildren();
    if (shown.links) {
      const chain = drivingChain(schedule, outline.visible[scene.activeRow] ?? -1);
      this.links.draw({ schedule, outline, timeline, showsCritical: shown.critical, activeRow: scene.activeRow, chain }, window);
    }
    const rows = [...scene.selectedRows].filter((row) => row >= window.firstRow && row < window.lastRow);
    this.stripes.replaceChildren(...rows.map((row) => drawStripe(window, row)));
  }

  /** Keep the upper labels in sight while their span is. */
  pinLabels(visibleLeft: number): void {
    this.scale.pinLabels(visibleLeft);
  }

  private drawTasks(scene: Scene, window: ChartWindow): SVGElement[] {
    const { schedule, outline, glowing } = scene;
    const palette = this.palette(scene, window);
    const groups: SVGElement[] = [];
    for (let row = window.firstRow; row < window.lastRow; row++) {
      const task = outline.visible[row]!;
      const group = drawTask(schedule.tasks, task, row, palette);
      if (!group) continue;
      if (glowing.has(schedule.tasks.id[task]!)) group.classList.add("gantt-moved");
      groups.push(group);
    }
    return groups;
  }

  private palette({ schedule, outline, timeline, shown, coloring }: Scene, window: ChartWindow): Palette {
    if (this.followersOf !== schedule.links) {
      this.followers = tasksWithFollowers(schedule);
      this.followersOf = schedule.links;
    }
    return {
      timeline,
      shown,
      coloring,
      window,
      withFollowers: this.followers,
      rolledUp: (task) => (outline.isExpandable(task) && !outline.isExpanded(task) ? milestonesWithin(schedule, task) : []),
    };
  }
}

/** The milestones that a summary holds; what lies within stands right below it. */
function milestonesWithin({ tasks }: ScheduleDocument, summary: number): number[] {
  const found: number[] = [];
  for (let task = summary + 1; task < tasks.id.length && tasks.level[task]! > tasks.level[summary]!; task++) {
    if (tasks.kind[task] === "milestone" && tasks.start[task] != null && !tasks.inactive[task]) found.push(task);
  }
  return found;
}

function drawProgress({ schedule, outline, timeline, shown }: Scene, { firstRow, lastRow }: ChartWindow): SVGElement[] {
  const { status_date } = schedule.project;
  if (!shown.progress || status_date === null) return [];
  const rows = outline.visible.slice(firstRow, lastRow);
  return [svg("path", { class: "gantt-progress-line", d: progressLine(schedule.tasks, rows, firstRow, timeline, status_date) })];
}

function place(element: SVGSVGElement, { left, top, right, bottom }: ChartWindow): void {
  const [width, height] = [right - left, bottom - top];
  setAttributes(element, { width, height, viewBox: `${left} ${top} ${width} ${height}` });
  element.style.translate = `${left}px ${top}px`;
}

export const heightOf = (rowCount: number): number => rowCount * ROW;
