/** The active task in full: its page, and why it is when it is. */

import { type Command, hasActive } from "./command.ts";

export const ASKING: readonly Command[] = [
  {
    name: "explain",
    label: "Why this date",
    topic: "Dates",
    keys: ["Alt+Y"],
    icon: "explain",
    short: "Why",
    isAllowed: (gantt) => hasActive(gantt) && gantt.workspace.schedule.actions.why !== undefined,
    run: (gantt) => gantt.explain(),
  },
  {
    name: "open",
    label: "Task details",
    topic: "Edit",
    keys: ["Shift+F2", "Alt+Enter", "Enter"],
    icon: "details",
    short: "Details",
    isAllowed: hasActive,
    run: (gantt) => gantt.open(),
  },
];
