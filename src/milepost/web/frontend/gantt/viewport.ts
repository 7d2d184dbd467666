/** The part of the chart worth drawing: what is visible and a margin around it. */

import { ROW } from "./dimensions.ts";

export interface ChartWindow {
  left: number;
  right: number;
  top: number;
  bottom: number;
  firstRow: number;
  /** One past the last row. */
  lastRow: number;
}

export interface Visible {
  scrollLeft: number;
  scrollTop: number;
  width: number;
  height: number;
}

/** What is drawn beyond what is visible, so that scrolling finds it ready. */
export interface Margin {
  rows: number;
  pixels: number;
}

export const NO_MARGIN: Margin = { rows: 0, pixels: 0 };
export const MARGIN: Margin = { rows: 10, pixels: 600 };

/** The window around what is visible. */
export function windowAround(visible: Visible, rowCount: number, chartWidth: number, margin = MARGIN): ChartWindow {
  const firstRow = Math.max(0, Math.floor(visible.scrollTop / ROW) - margin.rows);
  const lastRow = Math.min(rowCount, Math.ceil((visible.scrollTop + visible.height) / ROW) + margin.rows);
  return {
    left: Math.max(0, visible.scrollLeft - margin.pixels),
    right: Math.min(chartWidth, visible.scrollLeft + visible.width + margin.pixels),
    top: firstRow * ROW,
    bottom: Math.max(lastRow * ROW, visible.scrollTop + visible.height),
    firstRow,
    lastRow,
  };
}

/** Whether a window still holds all that is visible. */
export function covers(window: ChartWindow, visible: Visible, rowCount: number, chartWidth: number): boolean {
  const right = Math.min(chartWidth, visible.scrollLeft + visible.width);
  const lastRow = Math.min(rowCount, Math.ceil((visible.scrollTop + visible.height) / ROW));
  return (
    window.left <= visible.scrollLeft &&
    window.right >= right &&
    window.firstRow <= Math.floor(visible.scrollTop / ROW) &&
    window.lastRow >= lastRow &&
    window.bottom >= visible.scrollTop + visible.height
  );
}
