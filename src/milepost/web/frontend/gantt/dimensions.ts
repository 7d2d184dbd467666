/** Measures in pixels shared by grid and chart; gantt.css repeats the row's and the header's height. */

export const ROW = 31;
export const HEADER = 50;
export const BAR_TOP = 8;
export const BAR_HEIGHT = 13;
export const MIDDLE = BAR_TOP + BAR_HEIGHT / 2;
export const BASELINE_TOP = 23;
export const BASELINE_HEIGHT = 4;
export const SUMMARY_HEIGHT = 5;
export const MILESTONE_RADIUS = 7;
