/** Typing in the grid: which cell, what becomes of the text, and where the selection goes next. */

import type { Editor } from "../editor.ts";
import { withInserted } from "../draft.ts";
import { keyOf } from "../edit_commands.ts";
import { BLANK } from "../../selection.ts";
import { cellKey } from "../../workspace.ts";
import type { Way } from "../../grid/walking.ts";
import { CellEditor } from "./cell_editor.ts";
import { gettext } from "../../../texts.ts";

const UNNAMED = gettext("New task");

/** A row that is drawn for a new task until it has a name. */
interface Inserting {
  id: number;
  before: number | null;
}

export class Typing {
  private readonly input = new CellEditor();
  private inserting: Inserting | undefined;

  constructor(private readonly editor: Editor) {}

  get isOpen(): boolean {
    return this.input.isOpen;
  }

  get mayStart(): boolean {
    const { activeId, column } = this.editor.workspace.selection;
    return activeId !== undefined && column !== undefined && this.editor.workspace.isTyped(activeId, column);
  }

  /** Type in the active cell, over what is there or, without a text, on from it. */
  start(replacement?: string): void {
    const { workspace, view } = this.editor;
    const { activeId: id, column: key } = workspace.selection;
    if (id === undefined || key === undefined || !this.mayStart) return;
    if (workspace.selection.ids.size > 1) workspace.select(workspace.activeRow);
    view.goToActive();
    const cell = view.grid.active;
    if (!cell) return;
    this.input.open({
      cell,
      label: gettext("%(column)s of %(task)s", { column: workspace.columns.named(key)!.heading, task: this.nameOf(id) }),
      text: replacement ?? this.textIn(id, key),
      replaces: replacement !== undefined,
      suggestions: key === "responsible" ? [...new Set(workspace.tasks.responsible)].filter(Boolean).sort() : [],
      commit: (text, way) => this.commit(id, key, text, way),
      cancel: () => this.cancel(),
    });
  }

  /** Write the active cell over what somebody else wrote there. */
  insist(text: string, theirs: string): void {
    const { activeId: id, column: key } = this.editor.workspace.selection;
    if (id === undefined || key === undefined) return;
    this.editor.edits.send({ commands: [{ do: "set", task: id, values: { [key]: text }, seen: { [key]: theirs } }] });
    this.editor.view.grid.focus();
  }

  /** Make room for a new task before the active one, and type its name. */
  insert(): void {
    const { workspace, edits } = this.editor;
    const before = workspace.selection.activeId ?? BLANK;
    if (before === BLANK) return this.startIn(BLANK);
    const id = edits.newId();
    this.inserting = { id, before };
    edits.preview((schedule) => withInserted(schedule, id, before));
    this.startIn(id);
  }

  private startIn(id: number): void {
    this.editor.workspace.selection.set(id, "name");
    this.editor.workspace.tell("selection");
    this.start();
  }

  private commit(typedIn: number, key: string, text: string, way: Way): void {
    const id = this.editor.edits.idOf(typedIn);
    const isNew = id === BLANK || id === this.inserting?.id;
    const made = isNew ? this.create(id, key, text.trim()) : this.write(id, key, text.trim());
    if (made !== undefined && way !== "stay") this.editor.workspace.selection.set(made, key);
    this.editor.workspace.tell("facts");
    if (way !== "stay") this.editor.walking.go(way);
  }

  private cancel(): void {
    if (this.inserting) this.forget(this.inserting);
    this.editor.workspace.tell("facts");
    this.editor.view.grid.focus();
  }

  private forget({ before }: Inserting): void {
    this.inserting = undefined;
    if (before !== null) this.editor.workspace.selection.set(before, "name");
    this.editor.edits.preview();
  }

  private create(id: number, key: string, text: string): number | undefined {
    const { edits, workspace } = this.editor;
    const { inserting } = this;
    if (!text) {
      workspace.refused.delete(cellKey(id, key));
      if (inserting) this.forget(inserting);
      return undefined;
    }
    this.inserting = undefined;
    const made = inserting?.id ?? edits.newId();
    const before = inserting?.before ?? null;
    const values = { name: UNNAMED, [key]: text };
    edits.send({
      commands: [{ do: "insert", key: keyOf(made), before, values }],
      draw: (schedule) => withInserted(schedule, edits.idOf(made), before),
    });
    return made;
  }

  private write(id: number, key: string, text: string): number {
    const { edits, workspace } = this.editor;
    const task = workspace.tasks.id.indexOf(id);
    const shown = workspace.textOf(task, key);
    const place = cellKey(id, key);
    if (text === shown && !workspace.refused.has(place)) return id;
    const isFresh = id < 0 || workspace.typed.has(place);
    const seen = isFresh ? {} : { seen: { [key]: shown } };
    edits.send({ commands: [{ do: "set", task: id, values: { [key]: text }, ...seen }] });
    return id;
  }

  private textIn(id: number, key: string): string {
    const { workspace } = this.editor;
    const refused = workspace.refused.get(cellKey(id, key));
    if (refused) return refused.typed;
    return id === BLANK ? "" : workspace.textOf(workspace.tasks.id.indexOf(id), key);
  }

  private nameOf(id: number): string {
    const { tasks } = this.editor.workspace;
    return tasks.name[tasks.id.indexOf(id)] || UNNAMED.toLowerCase();
  }
}
