/** Dragging what can be gripped in the chart; on a phone after a long press, so that a swipe still scrolls. */

import { taskUnder } from "../../chart/bars.ts";
import { MINUTES_PER_DAY } from "../../instants.ts";

export type Gesture = "move" | "stretch";
/** What of a bar is gripped: all of it, its right edge, its progress, or the port at one of its ends. */
export type Grip = Gesture | "progress" | "start" | "finish";

export interface Drag {
  task: number;
  grip: Grip;
  /** Pixels to the right since the press. */
  distance: number;
}

export interface DragListener {
  canDrag(task: number, grip: Grip): boolean;
  /** The picture follows; `pointer` is where to tell the date. */
  preview(drag: Drag, pointer: PointerEvent): void;
  drop(drag: Drag, pointer: PointerEvent): void;
  cancel(drag: Drag): void;
}

const SLACK_PIXELS = 4;
const LONG_PRESS_MILLISECONDS = 380;

/** Watch a chart for drags; Escape cancels. */
export function watchDrags(chart: SVGSVGElement, listener: DragListener): void {
  let isHeld = false;
  const release = (): void => void (isHeld = false);
  // A listener added during the touch would come too late to keep the page from scrolling.
  chart.addEventListener("touchmove", (event) => isHeld && event.preventDefault(), { passive: false });
  chart.addEventListener("contextmenu", (event) => isHeld && event.preventDefault());
  chart.addEventListener("pointerdown", (down) => {
    const drag = gripped(down.target as Element);
    if (!drag || down.button !== 0 || !listener.canDrag(drag.task, drag.grip)) return;
    if (down.pointerType !== "touch") return follow(chart, down, drag, listener, release);
    afterLongPress(chart, down, () => {
      isHeld = true;
      navigator.vibrate?.(10);
      follow(chart, down, drag, listener, release);
    });
  });
}

function afterLongPress(chart: SVGSVGElement, down: PointerEvent, begin: () => void): void {
  const ended = new AbortController();
  const { signal } = ended;
  const giveUp = (): void => {
    clearTimeout(timer);
    ended.abort();
  };
  const timer = setTimeout(() => {
    ended.abort();
    begin();
  }, LONG_PRESS_MILLISECONDS);
  chart.addEventListener(
    "pointermove",
    (event) => {
      if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) > 2 * SLACK_PIXELS) giveUp();
    },
    { signal },
  );
  chart.addEventListener("pointerup", giveUp, { signal });
  chart.addEventListener("pointercancel", giveUp, { signal });
}

function follow(chart: SVGSVGElement, down: PointerEvent, drag: Drag, listener: DragListener, release: () => void): void {
  const ended = new AbortController();
  const { signal } = ended;
  let hasBegun = false;
  const end = (): void => {
    ended.abort();
    release();
  };
  const cancel = (): void => {
    end();
    if (hasBegun) listener.cancel(drag);
  };
  const move = (event: PointerEvent): void => {
    drag.distance = event.clientX - down.clientX;
    if (!hasBegun && Math.hypot(drag.distance, event.clientY - down.clientY) < SLACK_PIXELS) return;
    hasBegun = true;
    chart.setPointerCapture(down.pointerId);
    listener.preview(drag, event);
  };
  const drop = (event: PointerEvent): void => {
    end();
    if (!hasBegun) return;
    swallowClick(chart);
    listener.drop(drag, event);
  };
  chart.addEventListener("pointermove", move, { signal });
  chart.addEventListener("pointerup", drop, { signal });
  chart.addEventListener("pointercancel", cancel, { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && cancel(), { signal });
}

/** The release of a drag clicks as well, which would select what lies below. */
function swallowClick(chart: SVGSVGElement): void {
  const stop = (event: Event): void => event.stopPropagation();
  chart.addEventListener("click", stop, { capture: true, once: true });
  setTimeout(() => chart.removeEventListener("click", stop, { capture: true }));
}

function gripped(target: Element): Drag | undefined {
  const task = taskUnder(target);
  if (task === undefined) return undefined;
  const grip = target.closest<SVGElement>("[data-grip]")?.dataset["grip"] as Grip | undefined;
  return { task, grip: grip ?? "move", distance: 0 };
}

export const shiftedByDays = (instant: number, days: number): number => instant + days * MINUTES_PER_DAY;
