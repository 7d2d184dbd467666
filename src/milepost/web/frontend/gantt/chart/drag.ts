/** Dragging a bar to another day, or its right edge to another finish. */

import { MINUTES_PER_DAY } from "../instants.ts";

export type Gesture = "move" | "stretch";

export interface Drag {
  task: number;
  gesture: Gesture;
  days: number;
}

export interface DragListener {
  canDrag(task: number): boolean;
  /** The picture follows; `pointer` is where to tell the date. */
  preview(drag: Drag, pointer: PointerEvent): void;
  finish(drag: Drag): void;
  cancel(): void;
}

const SLACK_PIXELS = 4;

/** Watch a chart for drags; whole days only, Escape cancels. */
export function watchDrags(chart: SVGSVGElement, pixelsPerDay: () => number, listener: DragListener): void {
  chart.addEventListener("pointerdown", (down) => {
    const task = taskUnder(down.target as Element);
    if (task === undefined || down.button !== 0 || !listener.canDrag(task)) return;
    const gesture: Gesture = (down.target as Element).matches(".gantt-handle") ? "stretch" : "move";
    follow(chart, down, pixelsPerDay, { task, gesture, days: 0 }, listener);
  });
}

function follow(
  chart: SVGSVGElement,
  down: PointerEvent,
  pixelsPerDay: () => number,
  drag: Drag,
  listener: DragListener,
): void {
  const ended = new AbortController();
  const { signal } = ended;
  const end = (): void => {
    ended.abort();
    if (drag.days) listener.finish(drag);
    else listener.cancel();
  };
  const move = (event: PointerEvent): void => {
    const distance = event.clientX - down.clientX;
    if (Math.abs(distance) < SLACK_PIXELS && !chart.hasPointerCapture(down.pointerId)) return;
    chart.setPointerCapture(down.pointerId);
    drag.days = Math.round(distance / pixelsPerDay());
    listener.preview(drag, event);
  };
  const cancel = (): void => {
    drag.days = 0;
    end();
  };
  const cancelByKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") cancel();
  };
  chart.addEventListener("pointermove", move, { signal });
  chart.addEventListener("pointerup", end, { signal });
  chart.addEventListener("pointercancel", cancel, { signal });
  document.addEventListener("keydown", cancelByKey, { signal });
}

export function taskUnder(target: Element): number | undefined {
  const group = target.closest<SVGGElement>(".gantt-task");
  return group ? Number(group.dataset["task"]) : undefined;
}

export const shiftedByDays = (instant: number, days: number): number => instant + days * MINUTES_PER_DAY;
