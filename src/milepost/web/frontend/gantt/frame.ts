/** The Gantt's frame of elements: toolbar, scroller with header and body, splitter, panel, strip and tip. */

import { HEADER } from "./dimensions.ts";
import { html } from "./elements.ts";

export interface Frame {
  root: HTMLElement;
  scroller: HTMLElement;
  head: HTMLElement;
  headPane: HTMLElement;
  headChart: HTMLElement;
  body: HTMLElement;
  bodyPane: HTMLElement;
  bodyChart: HTMLElement;
  /** Scrolls the columns sideways. */
  paneBar: HTMLElement;
}

export function makeFrame(label: string): Frame {
  const frame: Frame = {
    root: html("div", "gantt-frame"),
    scroller: html("div", "gantt-scroller", { role: "treegrid", "aria-label": label }),
    head: html("div", "gantt-head", { role: "rowgroup" }),
    headPane: html("div", "gantt-head-pane"),
    headChart: html("div", "gantt-head-chart"),
    body: html("div", "gantt-body"),
    bodyPane: html("div", "gantt-body-pane"),
    bodyChart: html("div", "gantt-body-chart"),
    paneBar: html("div", "gantt-pane-bar", { "aria-hidden": "true", tabindex: -1 }),
  };
  frame.head.style.blockSize = `${HEADER}px`;
  frame.head.append(frame.headPane, frame.headChart);
  frame.body.append(frame.bodyPane, frame.bodyChart);
  frame.scroller.append(frame.head, frame.body);
  frame.paneBar.append(html("div"));
  frame.root.append(frame.scroller, frame.paneBar);
  scrollPaneSideways(frame);
  return frame;
}

/** Give the frame the sizes of pane and chart. */
export function sizeFrame(
  frame: Frame,
  { pane: paneWidth, columns, chart: chartWidth }: Record<"pane" | "columns" | "chart", number>,
  bodyHeight: number,
): void {
  (frame.paneBar.firstElementChild as HTMLElement).style.inlineSize = `${columns}px`;
  frame.paneBar.style.inlineSize = `${paneWidth}px`;
  frame.paneBar.hidden = columns <= paneWidth;
  frame.root.style.setProperty("--gantt-pane", `${paneWidth}px`);
  for (const pane of [frame.headPane, frame.bodyPane]) pane.style.inlineSize = `${paneWidth}px`;
  for (const chart of [frame.headChart, frame.bodyChart]) chart.style.inlineSize = `${chartWidth}px`;
  for (const row of [frame.head, frame.body]) row.style.inlineSize = `${paneWidth + chartWidth}px`;
  frame.body.style.blockSize = `${bodyHeight}px`;
}

/** Bar, wheel and focus all scroll the columns, and the header goes along. */
function scrollPaneSideways({ bodyPane, headPane, paneBar }: Frame): void {
  bodyPane.addEventListener("scroll", () => {
    headPane.scrollLeft = paneBar.scrollLeft = bodyPane.scrollLeft;
    bodyPane.toggleAttribute("data-scrolled", bodyPane.scrollLeft > 0);
  });
  paneBar.addEventListener("scroll", () => (bodyPane.scrollLeft = paneBar.scrollLeft));
  for (const pane of [bodyPane, headPane]) pane.addEventListener("wheel", (event) => turnWheel(event, bodyPane), { passive: false });
}

function turnWheel(event: WheelEvent, pane: HTMLElement): void {
  const distance = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
  if (!distance || (!event.shiftKey && Math.abs(event.deltaX) < Math.abs(event.deltaY))) return;
  event.preventDefault();
  pane.scrollLeft += distance;
}
