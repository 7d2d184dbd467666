/** What dragging in the chart does: move, stretch, set progress, draw a link; drawn at once, sent when dropped. */

import type { Editor } from "../editor.ts";
import { withValues } from "../draft.ts";
import { dateText, finishText } from "../../instants.ts";
import { anchorOf } from "../../chart/bars.ts";
import { LINK_WORDS } from "../../chart/link_types.ts";
import { type Drag, type Gesture, type Grip, watchDrags } from "./drag.ts";
import { Handles } from "./handles.ts";
import { codeOf, drawRubber, type End, type Target, targetAt, withLink } from "./linking.ts";
import { gettext } from "../../../texts.ts";

const PERCENT_STEP = 5;

export class Dragging {
  private readonly handles: Handles;

  constructor(private readonly editor: Editor) {
    const { chart, frame } = editor.view;
    this.handles = new Handles(chart.overlay);
    watchDrags(chart.body, {
      canDrag: (task, grip) => this.canDrag(task, grip),
      preview: (drag, pointer) => this.preview(drag, pointer),
      drop: (drag, pointer) => this.drop(drag, pointer),
      cancel: (drag) => this.cancel(drag),
    });
    frame.bodyChart.addEventListener("click", (event) => this.follow(event));
    frame.bodyChart.addEventListener("pointermove", (event) => {
      if (!event.buttons && event.pointerType === "mouse") this.follow(event);
    });
    for (const kind of ["pointerleave", "wheel"]) frame.bodyChart.addEventListener(kind, () => this.handles.hide(), { passive: true });
  }

  /** Show the handles of the bar at a place of the screen. */
  private follow({ clientX, clientY }: MouseEvent): void {
    const [x, y] = this.placeOf(clientX, clientY);
    this.handles.follow({ ...this.scene, canEdit: (task) => this.editor.gestures.canEdit(task) }, x, y);
  }

  private canDrag(task: number, grip: Grip): boolean {
    const isMovable = this.editor.gestures.canEdit(task);
    return grip === "progress" ? isMovable && this.editor.workspace.tasks.kind[task] === "task" : isMovable;
  }

  private preview(drag: Drag, pointer: PointerEvent): void {
    if (isGesture(drag.grip)) this.previewGesture(drag.task, drag.grip, drag.distance, pointer);
    else if (drag.grip === "progress") this.previewProgress(drag.task, pointer);
    else this.previewLink(drag.task, drag.grip, pointer);
  }

  private drop(drag: Drag, pointer: PointerEvent): void {
    this.editor.tip.hide();
    if (isGesture(drag.grip)) this.dropGesture(drag);
    else if (drag.grip === "progress") this.dropProgress(drag.task, pointer);
    else this.dropLink(drag.task, drag.grip, pointer);
    this.continueByKey(drag.task);
  }

  /** The press has taken the focus from the grid; what was dragged is what the next key is about. */
  private continueByKey(task: number): void {
    const { workspace, view } = this.editor;
    const row = workspace.outline.rowOf(task);
    if (row !== undefined) workspace.select(row);
    view.grid.focus();
  }

  private cancel({ grip }: Drag): void {
    this.editor.tip.hide();
    this.handles.hide();
    if (isGesture(grip)) this.editor.gestures.revert();
    else this.editor.edits.preview();
  }

  private previewGesture(task: number, gesture: Gesture, distance: number, pointer: PointerEvent): void {
    const { gestures, workspace } = this.editor;
    gestures.preview(task, gesture, this.daysIn(distance));
    const { start, finish } = workspace.tasks;
    this.editor.tip.showText(gesture === "move" ? gettext("Start %(date)s", { date: dateText(start[task]!) }) : gettext("Finish %(date)s", { date: finishText(finish[task]!) }), pointer);
  }

  private dropGesture({ distance }: Drag): void {
    if (this.daysIn(distance)) this.editor.gestures.send();
    else this.editor.gestures.revert();
  }

  private daysIn(distance: number): number {
    return Math.round(distance / this.editor.view.timeline.pixelsPerDay);
  }

  private previewProgress(task: number, pointer: PointerEvent): void {
    const percent = this.percentAt(task, pointer);
    const id = this.editor.workspace.tasks.id[task]!;
    this.editor.edits.preview((schedule) => withValues(schedule, [id], () => ({ percent })));
    this.editor.tip.showText(gettext("%(percent)s done", { percent: `${percent}%` }), pointer);
  }

  private dropProgress(task: number, pointer: PointerEvent): void {
    const percent = this.percentAt(task, pointer);
    const id = this.editor.workspace.tasks.id[task]!;
    this.editor.edits.send({
      commands: [{ do: "set", task: id, values: { percent: String(percent) } }],
      draw: (schedule) => withValues(schedule, [id], () => ({ percent })),
    });
  }

  private percentAt(task: number, { clientX }: PointerEvent): number {
    const anchor = anchorOf(this.editor.workspace.tasks, task, 0, this.editor.view.timeline)!;
    const [x] = this.placeOf(clientX, 0);
    const share = (x - anchor.left) / (anchor.right - anchor.left);
    return Math.round((100 * Math.min(1, Math.max(0, share))) / PERCENT_STEP) * PERCENT_STEP;
  }

  private previewLink(task: number, end: End, pointer: PointerEvent): void {
    const [x, y] = this.placeOf(pointer.clientX, pointer.clientY);
    const to = this.targetOf(task, x, y);
    drawRubber(this.editor.view.chart.overlay, this.originOf(task, end), x, y, to);
    const { name } = this.editor.workspace.tasks;
    const words = to ? `${LINK_WORDS[codeOf(end, to.end)]}: ${name[task]} → ${name[to.task]}` : gettext("Drop on the task that follows");
    this.editor.tip.showText(words, pointer);
  }

  private dropLink(task: number, end: End, pointer: PointerEvent): void {
    this.handles.hide();
    const to = this.targetOf(task, ...this.placeOf(pointer.clientX, pointer.clientY));
    if (!to) return;
    const { id } = this.editor.workspace.tasks;
    const [predecessor, successor] = [id[task]!, id[to.task]!];
    const type = codeOf(end, to.end);
    this.editor.edits.send({
      commands: [{ do: "link", predecessor, successor, type }],
      draw: (schedule) => withLink(schedule, predecessor, successor, type),
    });
  }

  private targetOf(task: number, x: number, y: number): Target | undefined {
    const found = targetAt(this.scene, x, y);
    return found && found.task !== task ? found : undefined;
  }

  private originOf(task: number, end: End): Target {
    const row = this.editor.workspace.outline.rowOf(task)!;
    const anchor = anchorOf(this.editor.workspace.tasks, task, row, this.editor.view.timeline)!;
    return { task, end, x: end === "start" ? anchor.left : anchor.right, y: (anchor.top + anchor.bottom) / 2 };
  }

  private get scene() {
    const { workspace, view } = this.editor;
    return { tasks: workspace.tasks, rows: workspace.outline.visible, timeline: view.timeline };
  }

  /** A place of the screen in coordinates of the chart. */
  private placeOf(clientX: number, clientY: number): [x: number, y: number] {
    const { left, top } = this.editor.view.frame.bodyChart.getBoundingClientRect();
    return [clientX - left, clientY - top];
  }
}

const isGesture = (grip: Grip): grip is Gesture => grip === "move" || grip === "stretch";
