/** The active task in full: its page, and why it is when it is. */

import { type Command, hasActive } from "./command.ts";
import { gettext } from "../../texts.ts";

export const ASKING: readonly Command[] = [
  {
    name: "explain",
    label: gettext("Why this date"),
    topic: "dates",
    keys: ["Alt+Y"],
    icon: "explain",
    short: gettext("Why"),
    isAllowed: (gantt) => hasActive(gantt) && gantt.workspace.schedule.actions.why !== undefined,
    run: (gantt) => gantt.explain(),
  },
  {
    name: "open",
    label: gettext("Task details"),
    topic: "editing",
    keys: ["Shift+F2", "Alt+Enter", "Enter"],
    icon: "details",
    short: gettext("Details"),
    isAllowed: hasActive,
    run: (gantt) => gantt.open(),
  },
];
