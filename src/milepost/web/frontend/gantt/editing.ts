/** Edits by drag and by key: shown at once, sent, then replaced by what the server answers. */

import { addressFor, applyChanges, type EditAnswer, type Instant, type ScheduleDocument } from "./document.ts";
import { shiftedByDays, type Gesture } from "./chart/drag.ts";
import { dayOf, lastMinute, MINUTES_PER_DAY } from "./instants.ts";
import { Refusal, sendEdit } from "./server.ts";
import type { Workspace } from "./workspace.ts";

const PAUSE_BEFORE_SENDING = 500;

interface Draft {
  schedule: ScheduleDocument;
  task: number;
  gesture: Gesture;
  start: Instant;
  finish: Instant;
}

export interface EditHost {
  readonly workspace: Workspace;
  /** Take in an answer whose changes are already in the document, or that brings a new one. */
  accept(answer: EditAnswer): void;
  refuse(sentence: string): void;
}

export class Editor {
  private draft: Draft | undefined;
  private isSending = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: EditHost) {}

  get isBusy(): boolean {
    return this.draft !== undefined;
  }

  canEdit(task: number): boolean {
    const { tasks, actions } = this.host.workspace.schedule;
    const isOther = this.draft !== undefined && this.draft.task !== task;
    const hasDates = tasks.start[task] !== null && tasks.finish[task] !== null;
    return Boolean(actions.move && tasks.editable[task] && hasDates && !isOther && !this.isSending);
  }

  /** Show a task as it would lie after an edit of so many days. */
  preview(task: number, gesture: Gesture, days: number): void {
    const { schedule } = this.host.workspace;
    const { tasks } = schedule;
    this.draft ??= { schedule, task, gesture, start: tasks.start[task] ?? null, finish: tasks.finish[task] ?? null };
    const start = this.draft.start!;
    const finish = this.draft.finish!;
    if (gesture === "move") tasks.start[task] = shiftedByDays(start, days);
    tasks.finish[task] = Math.max(shiftedByDays(finish, days), start);
    this.host.workspace.tell("facts");
  }

  /** Put the task back where it was. */
  revert(): void {
    clearTimeout(this.timer);
    if (!this.draft) return;
    const { schedule, task, start, finish } = this.draft;
    schedule.tasks.start[task] = start;
    schedule.tasks.finish[task] = finish;
    this.draft = undefined;
    this.host.workspace.tell("facts");
  }

  /** Move or stretch by a working day; several steps in quick succession are sent as one edit. */
  nudge(task: number, gesture: Gesture, direction: 1 | -1): void {
    if (!this.canEdit(task)) return;
    if (this.draft && this.draft.gesture !== gesture) return;
    const { tasks } = this.host.workspace.schedule;
    const from = dayOf(gesture === "move" ? tasks.start[task]! : lastMinute(tasks.finish[task]!));
    const total = this.host.workspace.days.step(from, direction) - from + this.daysSoFar(gesture);
    this.preview(task, gesture, total);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), PAUSE_BEFORE_SENDING);
  }

  /** Send the edit that is shown. */
  async send(): Promise<void> {
    if (!this.draft || this.isSending) return;
    const { schedule, task, gesture } = this.draft;
    this.isSending = true;
    try {
      const url = addressFor(schedule.actions[gesture] ?? "", schedule.tasks.id[task]!);
      const field = gesture === "move" ? "start" : "finish";
      const answer = await sendEdit(url, { [field]: schedule.tasks[field][task]!, revision: schedule.revision });
      this.draft = undefined;
      if (answer.changed) {
        applyChanges(schedule.tasks, answer.changed);
        schedule.revision = answer.revision;
      }
      this.host.accept(answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.revert();
      this.host.refuse(error.message);
    } finally {
      this.isSending = false;
    }
  }

  private daysSoFar(gesture: Gesture): number {
    if (!this.draft) return 0;
    const { tasks } = this.draft.schedule;
    const column = gesture === "move" ? "start" : "finish";
    return Math.round((tasks[column][this.draft.task]! - this.draft[column]!) / MINUTES_PER_DAY);
  }
}
