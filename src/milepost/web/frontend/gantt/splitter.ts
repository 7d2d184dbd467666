/** The splitter between grid and chart, by mouse and by keyboard. */

import { html, setAttributes } from "./elements.ts";
import { keepPreferences } from "./preferences.ts";
import { gettext } from "../texts.ts";

const NARROWEST = 96;
const STEP = 24;
const CHART_NARROWEST = 120;

export class Splitter {
  readonly element = html("div", "gantt-splitter", {
    role: "separator",
    tabindex: 0,
    "aria-label": gettext("Width of the task columns"),
    "aria-orientation": "vertical",
    "aria-valuemin": NARROWEST,
  });

  constructor(
    private width: number,
    private readonly frame: HTMLElement,
    private readonly widest: () => number,
    private readonly onResize: (width: number) => void,
  ) {
    this.element.addEventListener("pointerdown", (event) => this.drag(event));
    this.element.addEventListener("keydown", (event) => this.step(event));
    for (const end of ["lostpointercapture", "keyup"]) this.element.addEventListener(end, () => this.keep());
  }

  get paneWidth(): number {
    return this.width;
  }

  /** Set the width within what the columns need and the frame allows. */
  resize(width: number): void {
    const widest = Math.min(this.widest(), this.frame.clientWidth - CHART_NARROWEST);
    this.width = Math.round(Math.max(NARROWEST, Math.min(width, widest)));
    this.element.style.insetInlineStart = `${this.width}px`;
    setAttributes(this.element, { "aria-valuenow": this.width, "aria-valuemax": Math.round(this.widest()) });
    this.onResize(this.width);
  }

  private keep(): void {
    keepPreferences({ paneWidth: this.width });
  }

  private drag(event: PointerEvent): void {
    event.preventDefault();
    const grip = event.clientX - this.width;
    this.element.setPointerCapture(event.pointerId);
    const follow = (moved: PointerEvent): void => this.resize(moved.clientX - grip);
    this.element.addEventListener("pointermove", follow);
    this.element.addEventListener(
      "lostpointercapture",
      () => this.element.removeEventListener("pointermove", follow),
      { once: true },
    );
  }

  private step(event: KeyboardEvent): void {
    const width = {
      ArrowLeft: this.width - STEP,
      ArrowRight: this.width + STEP,
      Home: NARROWEST,
      End: this.widest(),
    }[event.key];
    if (width === undefined) return;
    event.preventDefault();
    this.resize(width);
  }
}
