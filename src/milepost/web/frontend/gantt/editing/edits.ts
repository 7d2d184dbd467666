/** Edits on their way: each is drawn over the server's document at once, sent in order, and gone when it is answered. */

import type { Command, EditAnswer, EditProblem, ScheduleDocument, Texts } from "../document.ts";
import { Refusal, Unreached } from "../server.ts";
import { BLANK } from "../selection.ts";
import { cellKey, type Workspace } from "../workspace.ts";
import { applyAnswer } from "./answering.ts";
import { addressed, idOfKey, tasksOf } from "./edit_commands.ts";
import { post } from "./posting.ts";
import { gettext } from "../../texts.ts";

/** Draws what an edit will do to a schedule, as far as the browser can tell. */
export type Draw = (schedule: ScheduleDocument) => ScheduleDocument;

export interface Edit {
  commands: Command[];
  draw?: Draw;
}

export interface EditHost {
  readonly workspace: Workspace;
  /** Tell what an answered edit did; the document has taken it in. */
  accept(answer: EditAnswer): void;
  /** Tell why an edit was refused; `isBeside` when its cells say so as well. */
  refuse(sentence: string, told?: { isBeside: boolean }): void;
  /** Read the whole document again. */
  reread(): Promise<ScheduleDocument | undefined>;
}

const [FIRST_PAUSE, LONGEST_PAUSE] = [1_000, 15_000];
const KEPT = gettext("The server cannot be reached. What you changed is kept here and sent as soon as it can be.");

export class Edits {
  private waiting: Edit[] = [];
  private drawn: Draw | undefined;
  private isSending = false;
  private isCutOff = false;
  /** Undo and redo that were asked for before the last edit was answered. */
  private reverting: ("undo" | "redo")[] = [];
  private provisional = 0;
  /** The server's id of each task that was drawn with one of the browser's. */
  private readonly known = new Map<number, number>();

  /** `base` is what the server says; what waits is drawn over it. */
  constructor(
    private readonly host: EditHost,
    private base: ScheduleDocument,
  ) {}

  /** Whether a newer document would disturb what is on its way. */
  get isBusy(): boolean {
    return this.isSending || this.drawn !== undefined;
  }

  /** Whether something typed is not answered yet. */
  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Take in what the server says, and draw what waits over it. */
  take(schedule: ScheduleDocument): void {
    this.base = schedule;
    this.show();
  }

  /** Give a new task an id until the server does. */
  newId(): number {
    return --this.provisional;
  }

  /** The server's id of a task, once it is known. */
  idOf = (id: number): number => this.known.get(id) ?? id;

  /** Draw what is not decided yet, such as a drag; nothing takes it back. */
  preview(draw?: Draw): void {
    this.drawn = draw;
    this.show();
  }

  /** Show an edit, and send it when those before it are answered. */
  send(edit: Edit): void {
    this.drawn = undefined;
    this.waiting.push(edit);
    for (const { id, field } of typedOf(edit)) this.host.workspace.refused.delete(cellKey(id, field));
    this.show();
    void this.sendNext();
  }

  /** Take one's last edit back, or make it again; what is on its way is answered first, and what is typed meanwhile goes next. */
  async revert(direction: "undo" | "redo"): Promise<void> {
    const url = this.base.actions[direction];
    if (!url || this.drawn) return;
    if (this.isSending || this.isWaiting) return void this.reverting.push(direction);
    await this.exchange(url, { revision: this.base.revision }, undefined, (refusal) => this.host.refuse(refusal.message));
    void this.sendNext();
  }

  private async sendNext(): Promise<void> {
    const edit = this.waiting[0];
    if (this.isSending) return;
    if (!edit) return this.revertNext();
    const commands = edit.commands.map((command) => addressed(command, this.idOf));
    const body = { revision: this.base.revision, commands, key: newKey() };
    await this.exchange(this.base.actions.edits ?? "", body, edit, (refusal) => this.drop(edit, refusal));
    void this.sendNext();
  }

  private async revertNext(): Promise<void> {
    const direction = this.reverting.shift();
    if (direction) await this.revert(direction);
  }

  private async exchange(url: string, body: object, edit: Edit | undefined, refuse: (refusal: Refusal) => void): Promise<void> {
    this.isSending = true;
    try {
      const answer = await (edit ? this.postUntilReached(url, body) : post(url, body));
      this.waiting = this.waiting.filter((one) => one !== edit);
      await this.adopt(answer, edit);
      this.host.accept(answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refuse(error);
    } finally {
      this.isSending = false;
    }
  }

  /** Post an edit again until the server has it; by the edit's key it makes it once. */
  private async postUntilReached(url: string, body: object): Promise<EditAnswer> {
    window.addEventListener("beforeunload", this.warn);
    try {
      for (let pause = FIRST_PAUSE; ; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
        const answer = await post(url, body).catch(unlessUnreached);
        if (answer) return answer;
        if (!this.isCutOff) this.host.refuse(KEPT);
        this.isCutOff = true;
        await new Promise((resume) => setTimeout(resume, pause));
      }
    } finally {
      this.isCutOff = false;
      window.removeEventListener("beforeunload", this.warn);
    }
  }

  /** Keep the page from being left with edits that the server does not have. */
  private readonly warn = (event: BeforeUnloadEvent): void => {
    if (this.isCutOff) event.preventDefault();
  };

  private async adopt(answer: EditAnswer, edit: Edit | undefined): Promise<void> {
    const known = new Set(this.base.tasks.id);
    if (answer.changed) applyAnswer(this.base, answer);
    else this.base = answer.document ?? (await this.host.reread()) ?? this.base;
    if (edit) this.identify(edit, known);
    this.show();
  }

  /** Learn the server's ids of the tasks that an edit made: it numbers them in the order of the commands. */
  private identify({ commands }: Edit, known: ReadonlySet<number>): void {
    const { id, uid } = this.base.tasks;
    const made = id.flatMap((_, task) => (known.has(id[task]!) ? [] : [task])).sort((one, other) => uid[one]! - uid[other]!);
    const inserted = commands.flatMap((command) => (command.do === "insert" ? [idOfKey(command.key)] : []));
    inserted.forEach((provisional, place) => {
      const task = made[place];
      if (task === undefined) return;
      this.known.set(provisional, id[task]!);
      this.host.workspace.rename(provisional, id[task]!);
    });
  }

  /** Take a refused edit off, with those that name the tasks it was to make, and say why beside its cells. */
  private drop(refused: Edit, refusal: Refusal): void {
    const unmade = new Set(refused.commands.flatMap((command) => (command.do === "insert" ? [idOfKey(command.key)] : [])));
    const isLost = (edit: Edit): boolean => edit === refused || edit.commands.flatMap(tasksOf).some((id) => unmade.has(id));
    this.waiting = this.waiting.filter((edit) => !isLost(edit));
    const beside = refusal.problems.filter((problem) => this.mark(refused, problem));
    this.show();
    this.host.refuse(refusal.message, { isBeside: beside.length > 0 && beside.length === refusal.problems.length });
    if (refusal.problems.some(({ theirs }) => theirs !== undefined)) void this.host.reread().then((read) => read && this.take(read));
  }

  private mark({ commands }: Edit, { command: place, field, message, theirs }: EditProblem): boolean {
    const command = commands[place];
    const isCell = command?.do === "set" || (command?.do === "insert" && commands.length === 1);
    const typed = isCell ? command.values[field as keyof Texts] : undefined;
    if (typed === undefined || !isCell) return false;
    const id = command.do === "set" ? this.idOf(command.task as number) : BLANK;
    this.host.workspace.refused.set(cellKey(id, field), { typed, message, ...(theirs === undefined ? {} : { theirs }) });
    return true;
  }

  private show(): void {
    const drafts = this.waiting.flatMap(({ draw }) => draw ?? []);
    const shown = [...drafts, ...(this.drawn ? [this.drawn] : [])].reduce((schedule, draw) => draw(schedule), this.base);
    const typed = this.waiting.flatMap(typedOf);
    this.host.workspace.typed = new Map(typed.map(({ id, field, text }) => [cellKey(this.idOf(id), field), text]));
    this.host.workspace.adopt(shown);
  }
}

function unlessUnreached(error: unknown): undefined {
  if (!(error instanceof Unreached)) throw error;
}

/** A key of an edit; crypto.randomUUID is there on secure origins only. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function typedOf({ commands }: Edit): { id: number; field: string; text: string }[] {
  return commands.flatMap((command) => {
    if (command.do !== "set" && command.do !== "insert") return [];
    const id = command.do === "set" ? (command.task as number) : idOfKey(command.key);
    return Object.entries(command.values).map(([field, text]) => ({ id, field, text }));
  });
}
