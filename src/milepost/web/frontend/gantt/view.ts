/** The picture: grid and chart in one scroller, drawn for a window of rows and days, with zoom and ways to a date or row. */

import { Chart, heightOf, type Scene } from "./chart/chart.ts";
import { HEADER, ROW } from "./dimensions.ts";
import { setAttributes } from "./elements.ts";
import { type Frame, makeFrame, sizeFrame } from "./frame.ts";
import { STICKY } from "./grid/columns.ts";
import { Grid } from "./grid/grid.ts";
import { keepPreferences, readPreferences } from "./preferences.ts";
import { spanOf, withRoom } from "./span.ts";
import { Splitter } from "./splitter.ts";
import { LEAST_PIXELS_PER_DAY, MOST_PIXELS_PER_DAY, pixelsPerDayOf, Timeline, type Zoom, ZOOMS } from "./chart/timeline.ts";
import { type ChartWindow, covers, MARGIN, NO_MARGIN, type Visible, windowAround } from "./viewport.ts";
import type { Change, Workspace } from "./workspace.ts";

const WIDE_PANE = 586;
const NARROW_PANE = 180;
const NARROW_FRAME = 700;
const ROOM_FOR_LABELS = 140;
const ROOM_BEFORE_FIRST = 18;
const ROWS_ABOVE_TODAY = 6;
/** Of a frame that has no room for the widest pane and a chart of the same width. */
const SHARE_OF_PANE = 0.5;

export class View {
  readonly frame: Frame;
  readonly grid: Grid;
  readonly chart = new Chart();
  timeline!: Timeline;
  private readonly splitter: Splitter;
  private readonly resizes = new ResizeObserver(() => this.followSize());
  /** Width and height of the frame that the picture was laid out for. */
  private size = "";
  /** Nothing but what is in sight is drawn at first, so that it is there sooner. */
  private margin = NO_MARGIN;
  private window: ChartWindow | undefined;
  private isHeld = false;

  constructor(
    private readonly workspace: Workspace,
    label: string,
    width: number,
  ) {
    this.frame = makeFrame(label);
    this.grid = new Grid(workspace);
    this.frame.headPane.append(this.grid.header);
    this.frame.bodyPane.append(this.grid.body);
    this.frame.headChart.append(this.chart.header);
    this.frame.bodyChart.append(this.chart.body);
    this.splitter = new Splitter(preferredPaneWidth(width), this.frame.root, () => workspace.columns.totalWidth, () => this.layOut());
    this.frame.root.append(this.splitter.element);
    this.frame.scroller.addEventListener("scroll", () => this.draw(), { passive: true });
    workspace.watch((change) => this.follow(change));
  }

  /** Begin to follow the size of the frame. */
  connect(): void {
    this.resizes.observe(this.frame.root);
  }

  disconnect(): void {
    this.resizes.disconnect();
  }

  /** The named zoom, or undefined where the scale is another. */
  get zoom(): Zoom | undefined {
    return ZOOMS.find((zoom) => pixelsPerDayOf(zoom) === this.timeline.pixelsPerDay);
  }

  get rowsPerPage(): number {
    return Math.max(1, Math.floor(this.visible.height / ROW) - 1);
  }

  get paneWidth(): number {
    return this.splitter.paneWidth;
  }

  get visible(): Visible {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.frame.scroller;
    return { scrollLeft, scrollTop, width: clientWidth - this.splitter.paneWidth, height: clientHeight - HEADER };
  }

  /** Show where the work stands today, at a zoom that is asked for or remembered; else all of the schedule where its bars are readable, and room for a short one to grow. */
  showFirst(asked?: Zoom): void {
    const zoom = asked ?? readPreferences().zoom;
    if (asked) this.setZoom(asked);
    else if (zoom) this.rescale(pixelsPerDayOf(zoom));
    else this.fit({ closest: this.workspace.tasks.id.length ? "days" : "weeks" });
    const isFitting = !zoom && this.timeline.pixelsPerDay >= pixelsPerDayOf("months");
    if (!zoom && !isFitting) this.rescale(pixelsPerDayOf("months"));
    this.goToToday({ keepsPlace: isFitting });
    this.workspace.tell("facts");
  }

  /** Draw once after work that would draw at each of its steps. */
  async drawOnce(work: () => Promise<void>): Promise<void> {
    this.isHeld = true;
    try {
      await work();
    } finally {
      this.isHeld = false;
    }
    this.redraw();
  }

  redraw(): void {
    this.draw({ isFresh: true });
  }

  /** Draw what lies around what is in sight as well, from now on. */
  widen(): void {
    this.margin = MARGIN;
    this.window = undefined;
    this.draw();
  }

  setZoom(zoom: Zoom): void {
    keepPreferences({ zoom });
    this.rescale(pixelsPerDayOf(zoom));
    this.workspace.tell("facts");
  }

  zoomBy(direction: 1 | -1): void {
    const zoom = ZOOMS[ZOOMS.indexOf(this.timeline.tier) - direction];
    if (zoom) this.setZoom(zoom);
  }

  /** Zoom by a factor, keeping the day under a place of the visible chart where it is. */
  zoomAround(place: number, factor: number): void {
    const wanted = this.timeline.pixelsPerDay * factor;
    this.rescale(Math.min(MOST_PIXELS_PER_DAY, Math.max(LEAST_PIXELS_PER_DAY, wanted)), place);
    this.workspace.tell("facts");
  }

  /** Show the whole schedule, a short one no closer than at a zoom. */
  fit({ closest }: { closest?: Zoom } = {}): void {
    const { first, last } = spanOf(this.workspace.schedule);
    const { width } = this.visible;
    const fitting = (width - Math.min(ROOM_FOR_LABELS, width / 5)) / (last - first + 2);
    this.layOut(closest ? Math.min(fitting, pixelsPerDayOf(closest)) : fitting);
    this.frame.scroller.scrollLeft = this.timeline.xOfDay(first) - ROOM_BEFORE_FIRST;
    this.workspace.tell("facts");
  }

  goToDate(instant: number | null): void {
    if (instant === null) return;
    this.frame.scroller.scrollLeft = this.timeline.x(instant) - this.visible.width / 4;
    this.draw();
  }

  /** Show today, and the first row whose work is under way or overdue, or else to come. */
  goToToday({ keepsPlace = false } = {}): void {
    const { outline, tasks, schedule } = this.workspace;
    const { today, start, finish } = schedule.project;
    const now = today ?? start ?? 0;
    const isOpen = (task: number): boolean => tasks.kind[task] !== "summary" && tasks.percent[task]! < 100;
    const current = outline.visible.findIndex((task) => isOpen(task) && (tasks.start[task] ?? Infinity) <= now);
    const row = current < 0 ? outline.visible.findIndex(isOpen) : current;
    if (row >= 0) this.frame.scroller.scrollTop = this.rowAbove(row) * ROW;
    const isWithin = start !== null && finish !== null && start <= now && now <= finish;
    if (!keepsPlace) this.goToDate(isWithin ? now : start);
    this.draw();
  }

  /** The row to begin with so that one is seen: the summary that holds it where that is near. */
  private rowAbove(row: number): number {
    const { outline, tasks } = this.workspace;
    const summary = outline.rowOf(tasks.parent[outline.visible[row]!]!) ?? row;
    return Math.max(0, row - summary <= ROWS_ABOVE_TODAY ? summary : row - 1);
  }

  /** Bring the active row into sight, and its bar when nothing of it is. */
  goToActive({ revealsBar = true } = {}): void {
    this.scrollToRow(this.workspace.activeRow);
    this.scrollToColumn(this.workspace.selection.column);
    if (revealsBar) this.scrollToBar(this.workspace.activeTask);
    this.draw();
    this.grid.focus();
  }

  /** Make the grid anew after columns changed. */
  rebuildGrid(): void {
    this.grid.rebuild();
    this.splitter.resize(this.splitter.paneWidth);
  }

  /** The first report of a size is of the one that was laid out already. */
  private followSize(): void {
    if (this.size !== sizeOf(this.frame.root)) this.splitter.resize(this.splitter.paneWidth);
  }

  private follow(change: Change): void {
    if (change === "rows") this.splitter.resize(this.splitter.paneWidth);
    else if (change === "facts") this.redraw();
    else this.mark();
  }

  /** Fit timeline and frame to document, zoom and size, then draw anew. */
  private layOut(pixelsPerDay = this.timeline?.pixelsPerDay ?? pixelsPerDayOf("weeks")): void {
    const { schedule, columns, rowCount } = this.workspace;
    this.size = sizeOf(this.frame.root);
    const { first, last } = withRoom(spanOf(schedule));
    const lastDay = Math.max(last, first + Math.ceil(this.visible.width / pixelsPerDay));
    this.timeline = new Timeline(first, lastDay, pixelsPerDay);
    setAttributes(this.frame.scroller, { "aria-rowcount": rowCount + 1, "aria-colcount": columns.shown.length + 1 });
    const widths = { pane: this.splitter.paneWidth, columns: columns.totalWidth, chart: this.timeline.width };
    sizeFrame(this.frame, widths, heightOf(rowCount));
    this.redraw();
  }

  private draw({ isFresh = false } = {}): void {
    if (this.isHeld) return;
    const rowCount = this.workspace.outline.visible.length;
    const { visible } = this;
    if (isFresh || !this.window || !covers(this.window, visible, rowCount, this.timeline.width)) {
      this.window = windowAround(visible, rowCount, this.timeline.width, this.margin);
      this.chart.draw(this.scene, this.window);
      this.grid.draw(this.window, { isFresh });
    }
    this.chart.pinLabels(visible.scrollLeft);
  }

  /** Show the selection without drawing anything else anew. */
  private mark(): void {
    const { window } = this;
    if (!window) return;
    this.chart.mark(this.scene, window);
    this.grid.draw(window, { isFresh: false });
  }

  private get scene(): Scene {
    const { schedule, outline, days, shown, coloring, activeRow, glowing, selectedTasks } = this.workspace;
    const selectedRows = new Set(selectedTasks.map((task) => outline.rowOf(task)!));
    return { schedule, outline, timeline: this.timeline, days, shown, coloring, activeRow, selectedRows, glowing };
  }

  /** Change the scale around a place of what is visible: its middle, or where the pointer is. */
  private rescale(pixelsPerDay: number, place = this.visible.width / 2): void {
    const instant = this.timeline.instantAt(this.visible.scrollLeft + place);
    this.layOut(pixelsPerDay);
    this.frame.scroller.scrollLeft = this.timeline.x(instant) - place;
  }

  private scrollToRow(row: number): void {
    const { scroller } = this.frame;
    const { scrollTop, height } = this.visible;
    if (row * ROW < scrollTop) scroller.scrollTop = row * ROW;
    else if ((row + 1) * ROW > scrollTop + height) scroller.scrollTop = (row + 1) * ROW - height;
  }

  private scrollToColumn(key: string | undefined): void {
    if (key === undefined || STICKY.has(key)) return;
    const { columns } = this.workspace;
    const { bodyPane } = this.frame;
    const left = columns.leftOf(key);
    const right = left + columns.widthOf(columns.named(key)!);
    if (left < bodyPane.scrollLeft + columns.stickyWidth) bodyPane.scrollLeft = left - columns.stickyWidth;
    else if (right > bodyPane.scrollLeft + this.splitter.paneWidth) bodyPane.scrollLeft = right - this.splitter.paneWidth;
  }

  private scrollToBar(task: number): void {
    const { start, finish } = this.workspace.tasks;
    const [from, to] = [start[task], finish[task]];
    if (from == null || to == null) return;
    const { scrollLeft, width } = this.visible;
    const isInSight = this.timeline.x(to) > scrollLeft && this.timeline.x(from) < scrollLeft + width;
    if (!isInSight) this.goToDate(from);
  }
}

function preferredPaneWidth(width: number): number {
  if (width < NARROW_FRAME) return NARROW_PANE;
  return readPreferences().paneWidth ?? Math.min(WIDE_PANE, Math.round(width * SHARE_OF_PANE));
}

const sizeOf = ({ clientWidth, clientHeight }: Element): string => `${clientWidth} ${clientHeight}`;
