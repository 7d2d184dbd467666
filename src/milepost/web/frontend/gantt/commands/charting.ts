/** The chart: its time scale and what it shows. */

import type { Shown } from "../chart/bars.ts";
import { pixelsPerDayOf, type Zoom } from "../chart/timeline.ts";
import type { Command } from "./command.ts";

const scale = (zoom: Zoom, label: string): Command => ({
  name: zoom,
  label,
  topic: "View",
  isOn: ({ view }) => view.timeline.pixelsPerDay === pixelsPerDayOf(zoom),
  run: ({ view }) => view.setZoom(zoom),
});

const showing = (part: keyof Shown, label: string): Command => ({
  name: part,
  label,
  topic: "View",
  isOn: ({ workspace }) => workspace.shown[part],
  run: ({ workspace }) => workspace.show({ [part]: !workspace.shown[part] }),
});

export const CHARTING: readonly Command[] = [
  scale("hours", "Hours"),
  scale("days", "Days"),
  scale("weeks", "Weeks"),
  scale("months", "Months"),
  scale("quarters", "Quarters"),
  scale("years", "Years"),
  { name: "zoom-in", label: "Zoom in", topic: "View", keys: ["+", "="], icon: "zoom-in", run: ({ view }) => view.zoomBy(1) },
  { name: "zoom-out", label: "Zoom out", topic: "View", keys: ["-"], icon: "zoom-out", run: ({ view }) => view.zoomBy(-1) },
  { name: "fit", label: "Fit the whole schedule", topic: "View", icon: "fit", run: ({ view }) => view.fit() },
  { name: "today", label: "Go to today", short: "Today", topic: "View", icon: "today", keys: ["Alt+T"], run: ({ view }) => view.goToToday() },
  showing("critical", "Critical path"),
  showing("baseline", "Baseline"),
  showing("float", "Float"),
  showing("links", "Links"),
  showing("progress", "Progress line"),
];
