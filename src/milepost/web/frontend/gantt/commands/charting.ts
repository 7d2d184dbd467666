/** The chart: its time scale and what it shows. */

import type { Shown } from "../chart/bars.ts";
import { pixelsPerDayOf, type Zoom } from "../chart/timeline.ts";
import type { Command } from "./command.ts";
import { gettext } from "../../texts.ts";

const scale = (zoom: Zoom, label: string): Command => ({
  name: zoom,
  label,
  topic: "viewing",
  isOn: ({ view }) => view.timeline.pixelsPerDay === pixelsPerDayOf(zoom),
  run: ({ view }) => view.setZoom(zoom),
});

const showing = (part: keyof Shown, label: string): Command => ({
  name: part,
  label,
  topic: "viewing",
  isOn: ({ workspace }) => workspace.shown[part],
  run: ({ workspace }) => workspace.show({ [part]: !workspace.shown[part] }),
});

export const CHARTING: readonly Command[] = [
  scale("hours", gettext("Hours")),
  scale("days", gettext("Days")),
  scale("weeks", gettext("Weeks")),
  scale("months", gettext("Months")),
  scale("quarters", gettext("Quarters")),
  scale("years", gettext("Years")),
  { name: "zoom-in", label: gettext("Zoom in"), topic: "viewing", keys: ["+", "=", "Ctrl+/"], icon: "zoom-in", run: ({ view }) => view.zoomBy(1) },
  { name: "zoom-out", label: gettext("Zoom out"), topic: "viewing", keys: ["-", "Ctrl+*"], icon: "zoom-out", run: ({ view }) => view.zoomBy(-1) },
  { name: "fit", label: gettext("Fit the whole schedule"), topic: "viewing", icon: "fit", run: ({ view }) => view.fit() },
  { name: "today", label: gettext("Go to today"), short: gettext("Today"), topic: "viewing", icon: "today", keys: ["Alt+T"], run: ({ view }) => view.goToToday() },
  showing("critical", gettext("Critical path")),
  showing("baseline", gettext("Baseline")),
  showing("float", gettext("Float")),
  showing("links", gettext("Links")),
  showing("progress", gettext("Progress line")),
];
