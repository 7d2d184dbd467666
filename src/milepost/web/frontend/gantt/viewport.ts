/** The part of the chart worth drawing: what is visible and a margin around it. */

import { PIXELS_BEYOND, ROW, ROWS_BEYOND } from "./dimensions.ts";

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

/** The window around what is visible. */
export function windowAround(visible: Visible, rowCount: number, chartWidth: number): ChartWindow {
  const firstRow = Math.max(0, Math.floor(visible.scrollTop / ROW) - ROWS_BEYOND);
  const lastRow = Math.min(rowCount, Math.ceil((visible.scrollTop + visible.height) / ROW) + ROWS_BEYOND);
  return {
    left: Math.max(0, visible.scrollLeft - PIXELS_BEYOND),
    right: Math.min(chartWidth, visible.scrollLeft + visible.width + PIXELS_BEYOND),
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
