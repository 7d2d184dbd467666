/** The chart: its time scale, what it shows, and moving the active bar by key. */

import type { Shown } from "../chart/bars.ts";
import type { Gesture } from "../chart/drag.ts";
import { pixelsPerDayOf, type Zoom } from "../chart/timeline.ts";
import { type Command, type Gantt, hasActive, mayEdit } from "./command.ts";

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

const nudging = (name: string, label: string, key: string, gesture: Gesture, direction: 1 | -1): Command => ({
  name,
  label,
  topic: "Dates",
  keys: [key],
  isAllowed: (gantt: Gantt) => hasActive(gantt) && gantt.gestures.canEdit(gantt.workspace.activeTask),
  run: ({ gestures, workspace }) => gestures.nudge(workspace.activeTask, gesture, direction),
});

const progressing = (name: string, label: string, key: string, direction: 1 | -1): Command => ({
  name,
  label,
  topic: "Dates",
  keys: [key],
  isAllowed: (gantt: Gantt) => hasActive(gantt) && gantt.progressing.canStep(gantt.workspace.activeTask),
  run: ({ progressing: steps, workspace }) => steps.step(workspace.activeTask, direction),
});

export const CHARTING: readonly Command[] = [
  scale("days", "Days"),
  scale("weeks", "Weeks"),
  scale("months", "Months"),
  scale("quarters", "Quarters"),
  scale("years", "Years"),
  scale("hours", "Hours"),
  { name: "zoom-in", label: "Zoom in", topic: "View", keys: ["+", "="], run: ({ view }) => view.zoomBy(1) },
  { name: "zoom-out", label: "Zoom out", topic: "View", keys: ["-"], run: ({ view }) => view.zoomBy(-1) },
  { name: "fit", label: "Fit", topic: "View", icon: "fit", run: ({ view }) => view.fit() },
  { name: "today", label: "Today", topic: "View", icon: "today", run: ({ view }) => view.goToToday() },
  showing("critical", "Critical path"),
  showing("baseline", "Baseline"),
  showing("float", "Float"),
  showing("links", "Links"),
  showing("progress", "Progress line"),
  nudging("later", "Move a working day later", "Alt+ArrowRight", "move", 1),
  nudging("earlier", "Move a working day earlier", "Alt+ArrowLeft", "move", -1),
  nudging("longer", "Stretch by a working day", "Ctrl+Shift+ArrowRight", "stretch", 1),
  progressing("more-done", "Ten percent more done", "Alt+.", 1),
  progressing("less-done", "Ten percent less done", "Alt+,", -1),
  {
    name: "edit-links",
    label: "Links",
    topic: "Dates",
    keys: ["Alt+L"],
    icon: "links",
    isAllowed: (gantt) => hasActive(gantt) && mayEdit(gantt),
    run: (gantt) => gantt.editLinks(gantt.workspace.activeTask),
  },
  nudging("shorter", "Shrink by a working day", "Ctrl+Shift+ArrowLeft", "stretch", -1),
];
