/** The mouse on grid and chart: selecting, opening, hovering, zooming and dragging. */

import type { Gantt } from "./commands/command.ts";
import { taskUnder } from "./chart/drag.ts";
import { Dragging } from "./chart/dragging.ts";
import { Tip } from "./chart/tip.ts";
import { ROW } from "./dimensions.ts";

/** How much a turn of the wheel zooms; a notch of a mouse is 100. */
const ZOOM_PER_WHEEL = 0.0022;

export class Pointing {
  readonly tip = new Tip();
  private readonly dragging: Dragging;

  constructor(private readonly gantt: Gantt) {
    const { headPane, bodyPane, bodyChart } = gantt.view.frame;
    headPane.addEventListener("pointerdown", (event) => this.grip(event));
    bodyPane.addEventListener("click", (event) => this.clickRow(event));
    bodyPane.addEventListener("dblclick", () => gantt.open());
    bodyChart.addEventListener("click", (event) => this.clickChart(event));
    bodyChart.addEventListener("dblclick", () => gantt.open());
    bodyChart.addEventListener("pointermove", (event) => this.hover(event));
    bodyChart.addEventListener("pointerleave", () => this.leave());
    gantt.view.frame.scroller.addEventListener("wheel", (event) => this.zoom(event), { passive: false });
    this.dragging = new Dragging(gantt, this.tip);
  }

  pick(event: MouseEvent): void {
    this.clickRow(event);
  }

  private clickRow(event: MouseEvent): void {
    const { workspace, view, typing } = this.gantt;
    const target = event.target as Element;
    const place = target.closest<HTMLElement>("[data-row]");
    if (!place) return;
    const row = Number(place.dataset["row"]);
    const task = workspace.outline.visible[row];
    if (task !== undefined && target.closest(".gantt-twisty")) return workspace.setExpanded(task, !workspace.outline.isExpanded(task));
    const key = target.closest<HTMLElement>("[data-column]")?.dataset["column"];
    const column = key === undefined || key === "id" ? null : key;
    if (task !== undefined && (event.ctrlKey || event.metaKey)) workspace.toggle(row);
    else if (task !== undefined && event.shiftKey) workspace.extend(row, column ?? undefined);
    else {
      const isAgain = document.activeElement === target.closest(".gantt-cell");
      typing.endRun();
      workspace.select(row, column);
      view.goToActive();
      if (isAgain && event.detail === 1 && typing.mayStart) typing.start();
    }
    view.grid.focus();
  }

  /** Drag the edge of a column's heading. */
  private grip(down: PointerEvent): void {
    const key = (down.target as Element).matches(".gantt-grip") && (down.target as Element).closest<HTMLElement>("[data-column]")?.dataset["column"];
    if (!key) return;
    down.preventDefault();
    const { columns } = this.gantt.workspace;
    const before = columns.widthOf(columns.named(key)!);
    const ended = new AbortController();
    const follow = (event: PointerEvent): void => {
      columns.setWidth(key, before + event.clientX - down.clientX);
      this.gantt.rebuild();
    };
    document.addEventListener("pointermove", follow, { signal: ended.signal });
    document.addEventListener("pointerup", () => ended.abort(), { signal: ended.signal });
  }

  private clickChart(event: MouseEvent): void {
    const { workspace, view } = this.gantt;
    const [x, y] = this.placeOf(event);
    const link = this.linkUnder(event, x, y);
    if (link !== undefined) return this.gantt.editLinks(workspace.schedule.links.successor[link]!, link);
    const row = Math.floor(y / ROW);
    if (row >= workspace.outline.visible.length) return;
    workspace.select(row);
    view.goToActive({ revealsBar: false });
    this.dragging.follow(event);
  }

  private hover(event: PointerEvent): void {
    if (event.buttons) return;
    const { view, workspace } = this.gantt;
    const task = taskUnder(event.target as Element);
    const link = this.linkUnder(event, ...this.placeOf(event));
    view.chart.links.point(link);
    view.frame.bodyChart.classList.toggle("gantt-over-link", link !== undefined);
    if (event.pointerType === "mouse") this.dragging.follow(event);
    if (link !== undefined) this.tip.showLink(workspace.schedule, link, event);
    else if (task === undefined) this.tip.hide();
    else this.tip.showTask(workspace.schedule, task, event);
  }

  private leave(): void {
    this.tip.hide();
    this.dragging.hide();
    this.gantt.view.chart.links.point(undefined);
  }

  /** The link at a place where no bar is. */
  private linkUnder(event: MouseEvent, x: number, y: number): number | undefined {
    return taskUnder(event.target as Element) === undefined ? this.gantt.view.chart.links.at(x, y) : undefined;
  }

  private placeOf({ clientX, clientY }: MouseEvent): [x: number, y: number] {
    const { left, top } = this.gantt.view.frame.bodyChart.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }

  /** Ctrl and the wheel, or a pinch on a touchpad, zoom around the pointer. */
  private zoom(event: WheelEvent): void {
    const { view } = this.gantt;
    const isOverChart = (event.target as Element).closest(".gantt-body-chart, .gantt-head-chart") !== null;
    if (!isOverChart || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.leave();
    const place = event.clientX - view.frame.scroller.getBoundingClientRect().left - view.paneWidth;
    view.zoomAround(place, Math.exp(-event.deltaY * ZOOM_PER_WHEEL));
  }
}
