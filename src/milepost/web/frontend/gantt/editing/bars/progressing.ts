/** Progress by key, in steps of ten percent: drawn at once, sent as one edit after a pause. */

import type { Workspace } from "../../workspace.ts";
import { withValues } from "../draft.ts";
import type { Edits } from "../edits.ts";

const STEP = 10;
const PAUSE_BEFORE_SENDING = 500;

export class Progressing {
  private draft: { id: number; percent: number } | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly workspace: Workspace,
    private readonly edits: Edits,
  ) {}

  canStep(task: number): boolean {
    const { tasks, mayEdit } = this.workspace;
    const isOther = this.draft !== undefined && this.draft.id !== tasks.id[task];
    return mayEdit && tasks.kind[task] === "task" && tasks.editable[task] === 1 && !isOther;
  }

  /** Show a task with the next round percentage. */
  step(task: number, direction: 1 | -1): void {
    if (!this.canStep(task)) return;
    const { tasks } = this.workspace;
    const from = this.draft?.percent ?? tasks.percent[task]!;
    const next = direction > 0 ? Math.floor(from / STEP + 1) * STEP : Math.ceil(from / STEP - 1) * STEP;
    this.draft = { id: tasks.id[task]!, percent: Math.min(100, Math.max(0, next)) };
    this.edits.preview(this.draw);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE_BEFORE_SENDING);
  }

  private readonly draw = (schedule: Workspace["schedule"]): Workspace["schedule"] => {
    if (!this.draft) return schedule;
    const { id, percent } = this.draft;
    return withValues(schedule, [id], () => ({ percent }));
  };

  private send(): void {
    const { draft } = this;
    if (!draft) return;
    this.draft = undefined;
    const { id, percent } = draft;
    this.edits.send({
      commands: [{ do: "set", task: id, values: { percent: String(percent) } }],
      draw: (schedule) => withValues(schedule, [id], () => ({ percent })),
    });
  }
}
