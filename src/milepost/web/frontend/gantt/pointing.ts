/** The mouse on grid and chart: selecting, opening, hovering, zooming and dragging. */

import type { Gantt } from "./commands/command.ts";
import { taskUnder } from "./chart/bars.ts";
import type { Tip } from "./chart/tip.ts";
import { ROW } from "./dimensions.ts";

/** How much a turn of the wheel zooms; a notch of a mouse is 100. */
const ZOOM_PER_WHEEL = 0.0022;
const DOUBLE_CLICK_MILLISECONDS = 260;

export class Pointing {
  private typingSoon: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly gantt: Gantt,
    private readonly tip: Tip,
  ) {
    const { headPane, bodyPane, bodyChart } = gantt.view.frame;
    headPane.addEventListener("pointerdown", (event) => this.grip(event));
    headPane.addEventListener("dblclick", (event) => this.fit(event));
    bodyPane.addEventListener("pointerover", (event) => this.tellName(event));
    bodyPane.addEventListener("click", (event) => this.clickRow(event));
    bodyPane.addEventListener("dblclick", (event) => this.openRow(event));
    bodyChart.addEventListener("click", (event) => this.clickChart(event));
    bodyChart.addEventListener("dblclick", () => gantt.open());
    bodyChart.addEventListener("pointermove", (event) => this.hover(event));
    bodyChart.addEventListener("pointerleave", () => this.leave());
    gantt.view.frame.scroller.addEventListener("wheel", (event) => this.zoom(event), { passive: false });
  }

  /** A name that its cell cuts off is told in full. */
  private tellName(event: PointerEvent): void {
    const name = (event.target as Element).closest<HTMLElement>(".gantt-name");
    if (name) name.title = name.scrollWidth > name.clientWidth ? (name.textContent ?? "") : "";
  }

  pick(event: MouseEvent): void {
    this.clickRow(event);
  }

  private clickRow(event: MouseEvent): void {
    const { workspace, view, walking } = this.gantt;
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
      const { activeId, column: activeColumn } = workspace.selection;
      const isAgain = column !== null && activeColumn === column && activeId === workspace.idInRow(row);
      walking.endRun();
      workspace.select(row, column);
      view.goToActive();
      if (isAgain && event.detail === 1) this.typeSoon();
    }
    view.grid.focus();
  }

  /** A second click types in the cell, unless it is the first half of a double click, which opens the task. */
  private typeSoon(): void {
    const { view } = this.gantt;
    const cell = view.grid.active;
    clearTimeout(this.typingSoon);
    this.typingSoon = setTimeout(() => {
      const { editor } = this.gantt;
      if (view.grid.active === cell && editor?.typing.mayStart && !editor.typing.isOpen) editor.typing.start();
    }, DOUBLE_CLICK_MILLISECONDS);
  }

  private openRow(event: MouseEvent): void {
    clearTimeout(this.typingSoon);
    if (!(event.target as Element).closest(".gantt-twisty, input")) this.gantt.open();
  }

  /** Drag the edge of a column's heading. */
  private grip(down: PointerEvent): void {
    const key = gripped(down);
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

  /** A double click on the edge of a heading makes its column as wide as what it shows. */
  private fit(event: MouseEvent): void {
    const key = gripped(event);
    if (key) void import("./panels/column_menu.ts").then(({ fitColumn }) => fitColumn(this.gantt, key));
  }

  private clickChart(event: MouseEvent): void {
    const { workspace, view } = this.gantt;
    const [x, y] = this.placeOf(event);
    const link = this.linkUnder(event, x, y);
    if (link !== undefined) return this.gantt.editor?.editLinks(workspace.schedule.links.successor[link]!, link);
    const row = Math.floor(y / ROW);
    if (row >= workspace.outline.visible.length) return;
    workspace.select(row);
    view.goToActive({ revealsBar: false });
  }

  private hover(event: PointerEvent): void {
    if (event.buttons) return;
    const { view, workspace } = this.gantt;
    const task = taskUnder(event.target as Element);
    const link = this.linkUnder(event, ...this.placeOf(event));
    view.chart.links.point(link);
    view.frame.bodyChart.classList.toggle("gantt-over-link", link !== undefined);
    if (link !== undefined) this.tip.showLink(workspace.schedule, link, event);
    else if (task === undefined) this.tip.hide();
    else this.tip.showTask(workspace.schedule, task, event);
  }

  private leave(): void {
    this.tip.hide();
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

/** The column whose heading is held by its edge. */
function gripped({ target }: MouseEvent): string | undefined {
  const grip = target as Element;
  return grip.matches(".gantt-grip") ? grip.closest<HTMLElement>("[data-column]")?.dataset["column"] : undefined;
}
