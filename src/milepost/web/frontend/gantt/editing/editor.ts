/** All that changes a schedule: fetched for those who may, once the schedule is painted. */

import type { Command, Gantt } from "../commands/command.ts";
import type { EditAnswer, EditHistory, ScheduleDocument } from "../document.ts";
import { readJson } from "../server.ts";
import type { Tools } from "../tools.ts";
import type { View } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { Dragging } from "./bars/dragging.ts";
import { Gestures } from "./bars/gestures.ts";
import { Progressing } from "./bars/progressing.ts";
import { CellNote } from "./cells/note.ts";
import { Typing } from "./cells/typing.ts";
import { changingCommands } from "./commands/changing.ts";
import { clippingCommands } from "./commands/clipping.ts";
import { planningCommands } from "./commands/planning.ts";
import { typingCommands } from "./commands/typing.ts";
import { tellConsequence } from "./consequence.ts";
import { type EditHost, Edits } from "./edits.ts";
import { Clipboard } from "./rows/clipboard.ts";
import { RowDrag } from "./rows/row_drag.ts";

/** The page around the editor. */
export interface EditorHost extends Gantt {
  /** Read the document again; undefined when it is the one read before. */
  reread(): Promise<ScheduleDocument | undefined>;
  /** Bring buttons and explanations in step with what an edit did. */
  refresh(): void;
}

export class Editor implements EditHost {
  readonly workspace: Workspace;
  readonly view: View;
  readonly edits: Edits;
  readonly gestures: Gestures;
  readonly progressing: Progressing;
  readonly typing: Typing;
  readonly clipboard: Clipboard;
  readonly commands: readonly Command[];
  /** What the reader may take back and do again. */
  history: EditHistory = { undo: null, redo: null };

  constructor(
    private readonly host: EditorHost,
    private readonly tools: Tools,
  ) {
    this.workspace = host.workspace;
    this.view = host.view;
    this.edits = new Edits(this, this.workspace.schedule);
    this.gestures = new Gestures(this.workspace, this.edits);
    this.progressing = new Progressing(this.workspace, this.edits);
    this.typing = new Typing(this);
    this.clipboard = new Clipboard(this, tools.copying);
    this.commands = [...typingCommands(this), ...planningCommands(this), ...clippingCommands(this), ...changingCommands(this)];
    new Dragging(this);
    new RowDrag(this);
    const note = new CellNote(this);
    this.view.frame.root.append(note.element);
    this.workspace.watch(() => note.follow());
  }

  get walking(): Gantt["walking"] {
    return this.host.walking;
  }

  get foot(): Gantt["foot"] {
    return this.host.foot;
  }

  get tip(): Tools["tip"] {
    return this.tools.tip;
  }

  accept(answer: EditAnswer): void {
    this.workspace.glow(answer.moved.map(({ id }) => id));
    this.history = answer.history ?? this.history;
    tellConsequence(this.foot, answer, { goTo: (id) => this.host.goTo(id), undo: () => void this.edits.revert("undo") });
    this.workspace.tell("facts");
    this.host.refresh();
  }

  refuse(sentence: string): void {
    this.foot.say("error", sentence);
  }

  reread(): Promise<ScheduleDocument | undefined> {
    return this.host.reread();
  }

  /** Ask the server what may be taken back and done again. */
  async readHistory(): Promise<void> {
    const { history } = this.workspace.schedule.actions;
    if (!history) return;
    this.history = await readJson<EditHistory>(history);
    this.host.refresh();
  }

  /** Show the links of a task to change them, one of them first. */
  editLinks(task: number, link?: number): void {
    void import("../panels/link_dialog.ts").then(({ LinkDialog }) => new LinkDialog(this).open(task, link));
  }
}
