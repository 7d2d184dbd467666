/** <milepost-gantt src label>: loads a schedule document and puts grid, chart and their commands together. */

import type { Shown } from "./bars.ts";
import { Chart, heightOf, type Scene } from "./chart.ts";
import { ConsequenceStrip } from "./consequence.ts";
import { HEADER, ROW } from "./dimensions.ts";
import { addressFor, type EditAnswer, type ScheduleDocument, type TaskColumns } from "./document.ts";
import { type Drag, type Gesture, taskUnder, watchDrags } from "./drag.ts";
import { type EditHost, Editor } from "./editing.ts";
import { type Frame, makeFrame, sizeFrame } from "./frame.ts";
import { Grid } from "./grid.ts";
import { dateText, finishText } from "./instants.ts";
import { commandFor } from "./keyboard.ts";
import { type Navigable, perform } from "./navigation.ts";
import { Outline } from "./outline.ts";
import { pollWhileVisible } from "./poll.ts";
import { keepPreferences, readPreferences } from "./preferences.ts";
import { Refusal, ScheduleSource } from "./server.ts";
import { spanOf, withRoom } from "./span.ts";
import { Splitter } from "./splitter.ts";
import { pixelsPerDayOf, Timeline, type Zoom, ZOOMS } from "./timeline.ts";
import { Tip } from "./tip.ts";
import { Toolbar } from "./toolbar.ts";
import { type ChartWindow, covers, type Visible, windowAround } from "./viewport.ts";
import { WhyPanel } from "./why_panel.ts";
import { WorkingDays } from "./working_days.ts";

const POLL_MILLISECONDS = 30_000;
const WIDE_PANE = 586;
const NARROW_PANE = 180;
const NARROW_FRAME = 700;
const ROOM_FOR_LABELS = 140;
const ROOM_BEFORE_FIRST = 18;
const ROWS_ABOVE_TODAY = 4;
const GLOW_MILLISECONDS = 4000;
const SHOWN: Shown = { critical: true, baseline: true, float: false };

export class MilepostGantt extends HTMLElement implements EditHost, Navigable {
  schedule!: ScheduleDocument;
  days!: WorkingDays;
  outline!: Outline;
  private timeline!: Timeline;
  private window: ChartWindow | undefined;
  selectedTask = -1;
  private readonly collapsedIds = new Set<number>();
  private glowing: ReadonlySet<number> = new Set();
  private shown = { ...SHOWN, ...readPreferences().shown };

  private source!: ScheduleSource;
  private frame!: Frame;
  private stopPolling: (() => void) | undefined;
  private resizes: ResizeObserver | undefined;
  private toolbar!: Toolbar;
  private splitter!: Splitter;
  private readonly grid = new Grid();
  private readonly chart = new Chart();
  private readonly tip = new Tip();
  private readonly editor = new Editor(this);
  private readonly why = new WhyPanel(() => this.grid.focus(this.selectedRow));
  private readonly strip = new ConsequenceStrip((id) => this.goTo(id));

  connectedCallback(): void {
    this.source = new ScheduleSource(this.getAttribute("src") ?? "");
    void this.load();
  }

  disconnectedCallback(): void {
    this.stopPolling?.();
    this.resizes?.disconnect();
  }

  redraw(): void {
    this.draw({ isFresh: true });
  }

  accept(answer: EditAnswer): void {
    this.glow(answer.moved.map(({ id }) => id));
    this.strip.tell(answer);
    if (answer.document) this.adopt(answer.document);
    else if (answer.changed) this.layOut();
    else void this.reload();
    if (this.why.isOpen) this.explain({ takesFocus: false });
  }

  refuse(sentence: string): void {
    this.strip.refuse(sentence);
  }

  private async load(): Promise<void> {
    try {
      const schedule = await this.source.read();
      if (!schedule) return;
      this.build();
      this.adopt(schedule);
      this.showFirst();
      this.stopPolling = pollWhileVisible(() => void this.reload(), POLL_MILLISECONDS);
      this.dataset["ready"] = "";
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.dataset["failed"] = "";
      this.replaceChildren(this.strip.live, this.strip.element);
      this.refuse(error.message);
    }
  }

  private showFirst(): void {
    const { zoom } = readPreferences();
    if (!zoom) return this.fit();
    this.setZoom(zoom);
    this.goToDate(this.schedule.project.status_date ?? this.schedule.project.start);
  }

  /** Read the document again if it changed, keeping scroll and selection. */
  private async reload(): Promise<void> {
    if (this.editor.isBusy) return;
    try {
      const read = await this.source.read();
      if (read && read.revision !== this.schedule.revision && !this.editor.isBusy) this.adopt(read);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  private build(): void {
    this.frame = makeFrame(this.getAttribute("label") ?? "Schedule");
    this.frame.headPane.append(this.grid.header);
    this.frame.bodyPane.append(this.grid.body);
    this.frame.headChart.append(this.chart.header);
    this.frame.bodyChart.append(this.chart.body);
    this.toolbar = new Toolbar(this.shown, {
      zoom: (zoom) => this.setZoom(zoom),
      fit: () => this.fit(),
      goToToday: () => this.goToToday(),
      show: (shown) => this.show(shown),
      expandAll: (expanded) => this.expandAll(expanded),
      explain: () => this.explain(),
      open: () => this.open(),
    });
    this.splitter = new Splitter(this.preferredPaneWidth(), this.frame.root, () => this.layOut());
    this.frame.root.append(this.splitter.element, this.why.element);
    this.replaceChildren(
      this.toolbar.element,
      this.frame.root,
      this.strip.element,
      this.strip.live,
      this.tip.element,
    );
    this.watch();
  }

  private preferredPaneWidth(): number {
    if (this.clientWidth < NARROW_FRAME) return NARROW_PANE;
    return readPreferences().paneWidth ?? WIDE_PANE;
  }

  private watch(): void {
    const { scroller, bodyPane, bodyChart } = this.frame;
    scroller.addEventListener("scroll", () => this.draw(), { passive: true });
    scroller.addEventListener("keydown", (event) => this.press(event));
    bodyPane.addEventListener("click", (event) => this.clickRow(event));
    bodyPane.addEventListener("dblclick", () => this.open());
    bodyChart.addEventListener("click", (event) => this.clickChart(event));
    bodyChart.addEventListener("dblclick", () => this.open());
    bodyChart.addEventListener("pointermove", (event) => this.hover(event));
    bodyChart.addEventListener("pointerleave", () => this.tip.hide());
    this.splitter.element.addEventListener("lostpointercapture", () => this.keepPaneWidth());
    this.splitter.element.addEventListener("keyup", () => this.keepPaneWidth());
    this.resizes = new ResizeObserver(() => this.splitter.resize(this.splitter.paneWidth));
    this.resizes.observe(this.frame.root);
    watchDrags(this.chart.body, () => this.timeline.pixelsPerDay, {
      canDrag: (task) => this.editor.canEdit(task),
      preview: (drag, pointer) => this.previewDrag(drag, pointer),
      finish: () => void this.editor.send(),
      cancel: () => this.editor.revert(),
    });
  }

  /** Take a document in; selection and collapsed summaries stay by id. */
  private adopt(schedule: ScheduleDocument): void {
    const selectedId = this.schedule?.tasks.id[this.selectedTask];
    this.schedule = schedule;
    this.days = new WorkingDays(schedule.calendar);
    this.outline = new Outline(this.tasks, this.collapsedIds);
    this.selectedTask = selectedId === undefined ? -1 : this.tasks.id.indexOf(selectedId);
    this.frame.scroller.setAttribute("aria-rowcount", String(this.tasks.id.length + 1));
    this.splitter.resize(this.splitter.paneWidth);
  }

  get selectedRow(): number {
    return this.selectedTask < 0 ? -1 : (this.outline.rowOf(this.selectedTask) ?? -1);
  }

  get tasks(): TaskColumns {
    return this.schedule.tasks;
  }

  get rowsPerPage(): number {
    return Math.max(1, Math.floor(this.visible.height / ROW) - 1);
  }

  nudge(task: number, gesture: Gesture, direction: 1 | -1): void {
    this.editor.nudge(task, gesture, direction);
  }

  private get visible(): Visible {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.frame.scroller;
    return { scrollLeft, scrollTop, width: clientWidth - this.splitter.paneWidth, height: clientHeight - HEADER };
  }

  /** Fit timeline and frame to document, zoom and size, then draw anew. */
  private layOut(pixelsPerDay = this.timeline?.pixelsPerDay ?? pixelsPerDayOf("weeks")): void {
    const { first, last } = withRoom(spanOf(this.schedule));
    const lastDay = Math.max(last, first + Math.ceil(this.visible.width / pixelsPerDay));
    this.timeline = new Timeline(first, lastDay, pixelsPerDay);
    sizeFrame(this.frame, this.splitter.paneWidth, this.timeline.width, heightOf(this.outline.visible.length));
    this.redraw();
  }

  private draw({ isFresh = false } = {}): void {
    const rowCount = this.outline.visible.length;
    const { visible } = this;
    if (isFresh || !this.window || !covers(this.window, visible, rowCount, this.timeline.width)) {
      this.window = windowAround(visible, rowCount, this.timeline.width);
      this.chart.draw(this.scene, this.window);
      this.grid.draw(this.scene, this.window, { isFresh });
      this.toolbar.setSelection(this.selectedTask >= 0);
    }
    this.chart.pinLabels(visible.scrollLeft);
  }

  private get scene(): Scene {
    const { schedule, outline, timeline, days, shown, selectedRow, glowing } = this;
    return { schedule, outline, timeline, days, shown, selectedRow, glowing };
  }

  private setZoom(zoom: Zoom): void {
    keepPreferences({ zoom });
    this.rescale(pixelsPerDayOf(zoom));
    this.toolbar.setZoom(zoom);
  }

  /** Change the scale around the middle of what is visible. */
  private rescale(pixelsPerDay: number): void {
    const middle = this.timeline.instantAt(this.visible.scrollLeft + this.visible.width / 2);
    this.layOut(pixelsPerDay);
    this.frame.scroller.scrollLeft = this.timeline.x(middle) - this.visible.width / 2;
    this.redraw();
  }

  private fit(): void {
    const { first, last } = spanOf(this.schedule);
    const { width } = this.visible;
    this.layOut((width - Math.min(ROOM_FOR_LABELS, width / 5)) / (last - first + 2));
    this.frame.scroller.scrollLeft = this.timeline.xOfDay(first) - ROOM_BEFORE_FIRST;
    this.toolbar.setZoom(undefined);
    this.redraw();
  }

  private goToDate(instant: number | null): void {
    if (instant === null) return;
    this.frame.scroller.scrollLeft = this.timeline.x(instant) - this.visible.width / 4;
    this.draw();
  }

  /** Show today, and the first row whose work is not over by then. */
  private goToToday(): void {
    const { today } = this.schedule.project;
    if (today === null) return;
    const row = this.outline.visible.findIndex(
      (task) => this.tasks.kind[task] !== "summary" && (this.tasks.finish[task] ?? -Infinity) >= today,
    );
    if (row >= 0) this.frame.scroller.scrollTop = Math.max(0, row - ROWS_ABOVE_TODAY) * ROW;
    this.goToDate(today);
  }

  private show(shown: Shown): void {
    this.shown = shown;
    keepPreferences({ shown });
    this.redraw();
  }

  private expandAll(expanded: boolean): void {
    this.outline.setAllExpanded(expanded);
    if (this.selectedTask >= 0) this.selectedTask = this.outline.visibleAbove(this.selectedTask);
    this.layOut();
  }

  private keepPaneWidth(): void {
    keepPreferences({ paneWidth: this.splitter.paneWidth });
  }

  select(row: number, { revealsBar = true } = {}): void {
    const last = this.outline.visible.length - 1;
    if (last < 0) return;
    this.selectedTask = this.outline.visible[Math.max(0, Math.min(row, last))]!;
    this.scrollToRow(this.selectedRow);
    if (revealsBar) this.scrollToBar();
    this.redraw();
    this.grid.focus(this.selectedRow);
    if (this.why.isOpen) this.explain({ takesFocus: false });
  }

  private scrollToRow(row: number): void {
    const { scroller } = this.frame;
    const { scrollTop, height } = this.visible;
    if (row * ROW < scrollTop) scroller.scrollTop = row * ROW;
    else if ((row + 1) * ROW > scrollTop + height) scroller.scrollTop = (row + 1) * ROW - height;
  }

  /** Scroll sideways only when nothing of the selected bar is in sight. */
  private scrollToBar(): void {
    const start = this.tasks.start[this.selectedTask];
    const finish = this.tasks.finish[this.selectedTask];
    if (start == null || finish == null) return;
    const { scrollLeft, width } = this.visible;
    const isInSight = this.timeline.x(finish) > scrollLeft && this.timeline.x(start) < scrollLeft + width;
    if (!isInSight) this.goToDate(start);
  }

  private goTo(id: number): void {
    const task = this.tasks.id.indexOf(id);
    if (task < 0) return;
    this.outline.reveal(task);
    this.layOut();
    this.goToDate(this.tasks.start[task] ?? null);
    this.select(this.outline.rowOf(task)!);
  }

  setExpanded(task: number, expanded: boolean): void {
    this.outline.setExpanded(task, expanded);
    this.layOut();
  }

  private glow(ids: number[]): void {
    this.glowing = new Set(ids);
    setTimeout(() => (this.glowing = new Set()), GLOW_MILLISECONDS);
  }

  private press(event: KeyboardEvent): void {
    const command = commandFor(event);
    if (!command) return;
    event.preventDefault();
    this.tip.hide();
    if (this.selectedTask < 0) this.select(0);
    else perform(command, this);
  }

  zoomBy(direction: 1 | -1): void {
    const { tier } = this.timeline;
    const index = tier === "years" ? ZOOMS.length : ZOOMS.indexOf(tier);
    const zoom = ZOOMS[index - direction];
    if (zoom) this.setZoom(zoom);
  }

  private clickRow(event: MouseEvent): void {
    const row = Number((event.target as Element).closest<HTMLElement>("[data-row]")?.dataset["row"] ?? -1);
    const task = this.outline.visible[row];
    if (task === undefined) return;
    if ((event.target as Element).closest(".gantt-twisty")) this.setExpanded(task, !this.outline.isExpanded(task));
    this.select(this.outline.rowOf(task) ?? row);
  }

  private clickChart(event: MouseEvent): void {
    const top = this.frame.bodyChart.getBoundingClientRect().top;
    const row = Math.floor((event.clientY - top) / ROW);
    if (row < this.outline.visible.length) this.select(row, { revealsBar: false });
  }

  private hover(event: PointerEvent): void {
    if (event.buttons) return;
    const task = taskUnder(event.target as Element);
    if (task === undefined) this.tip.hide();
    else this.tip.showTask(this.schedule, task, event);
  }

  private previewDrag({ task, gesture, days }: Drag, pointer: PointerEvent): void {
    this.editor.preview(task, gesture, days);
    const { start, finish } = this.tasks;
    const text = gesture === "move" ? `Start ${dateText(start[task]!)}` : `Finish ${finishText(finish[task]!)}`;
    this.tip.showText(text, pointer);
  }

  explain({ takesFocus = true } = {}): void {
    const { why } = this.schedule.actions;
    const { id, name } = this.tasks;
    if (!why || this.selectedTask < 0) return;
    void this.why.explain(name[this.selectedTask]!, addressFor(why, id[this.selectedTask]!));
    if (takesFocus) this.why.focus();
  }

  open(): void {
    if (this.selectedTask < 0) return;
    const id = this.tasks.id[this.selectedTask]!;
    const event = new CustomEvent("task-open", { detail: { id }, bubbles: true, cancelable: true });
    const { task } = this.schedule.actions;
    if (this.dispatchEvent(event) && task) location.assign(addressFor(task, id));
  }
}
