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
  };
  frame.head.style.blockSize = `${HEADER}px`;
  frame.head.append(frame.headPane, frame.headChart);
  frame.body.append(frame.bodyPane, frame.bodyChart);
  frame.scroller.append(frame.head, frame.body);
  frame.root.append(frame.scroller);
  return frame;
}

/** Give the frame the sizes of pane and chart. */
export function sizeFrame(frame: Frame, paneWidth: number, chartWidth: number, bodyHeight: number): void {
  frame.root.style.setProperty("--gantt-pane", `${paneWidth}px`);
  for (const pane of [frame.headPane, frame.bodyPane]) pane.style.inlineSize = `${paneWidth}px`;
  for (const chart of [frame.headChart, frame.bodyChart]) chart.style.inlineSize = `${chartWidth}px`;
  for (const row of [frame.head, frame.body]) row.style.inlineSize = `${paneWidth + chartWidth}px`;
  frame.body.style.blockSize = `${bodyHeight}px`;
}
