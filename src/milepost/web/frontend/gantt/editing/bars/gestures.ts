/** Moving and stretching a bar by days, by drag or by key: drawn at once, sent as one edit. */

import { type Gesture, shiftedByDays } from "./drag.ts";
import { dayOf, lastMinute } from "../../instants.ts";
import type { Workspace } from "../../workspace.ts";
import { withValues } from "../draft.ts";
import type { Edits } from "../edits.ts";

const PAUSE_BEFORE_SENDING = 500;

interface Draft {
  id: number;
  gesture: Gesture;
  start: number;
  finish: number;
  days: number;
}

export class Gestures {
  private draft: Draft | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly workspace: Workspace,
    private readonly edits: Edits,
  ) {}

  canEdit(task: number): boolean {
    const { tasks, mayEdit } = this.workspace;
    const isOther = this.draft !== undefined && this.draft.id !== tasks.id[task];
    const hasDates = tasks.start[task] != null && tasks.finish[task] != null;
    return mayEdit && tasks.editable[task] === 1 && hasDates && !isOther;
  }

  /** Show a task as it would lie after so many days. */
  preview(task: number, gesture: Gesture, days: number): void {
    const { tasks } = this.workspace;
    this.draft ??= { id: tasks.id[task]!, gesture, start: tasks.start[task]!, finish: tasks.finish[task]!, days };
    this.draft.days = days;
    const { id, start, finish } = this.draft;
    const shown = {
      start: gesture === "move" ? shiftedByDays(start, days) : start,
      finish: Math.max(shiftedByDays(finish, days), start),
    };
    this.edits.preview((schedule) => withValues(schedule, [id], () => shown));
  }

  /** Put the task back where it was. */
  revert(): void {
    clearTimeout(this.timer);
    this.draft = undefined;
    this.edits.preview();
  }

  /** Move or stretch by a working day; several steps in quick succession are sent as one edit. */
  nudge(task: number, gesture: Gesture, direction: 1 | -1): void {
    if (!this.canEdit(task)) return;
    if (this.draft && this.draft.gesture !== gesture) return;
    const { tasks, days } = this.workspace;
    const from = dayOf(gesture === "move" ? tasks.start[task]! : lastMinute(tasks.finish[task]!));
    this.preview(task, gesture, days.step(from, direction) - from + (this.draft?.days ?? 0));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE_BEFORE_SENDING);
  }

  /** Send the edit that is shown. */
  send(): void {
    clearTimeout(this.timer);
    const { draft } = this;
    if (!draft) return;
    this.draft = undefined;
    const { id, gesture, start, finish, days } = draft;
    const shown = { ...(gesture === "move" ? { start: shiftedByDays(start, days) } : {}), finish: Math.max(shiftedByDays(finish, days), start) };
    const first = dayOf(start);
    this.edits.send({
      commands: [
        gesture === "move"
          ? { do: "shift", tasks: [id], days: this.workspace.days.between(first, first + days) }
          : { do: "stretch", task: id, finish: shown.finish },
      ],
      draw: (schedule) => withValues(schedule, [id], () => shown),
    });
  }
}
