/** Cut and paste: cells and rows as Excel understands them, and whole tasks with their links between projects. */

import { ATTRIBUTE, type Copying, type TasksCopied } from "../../copying.ts";
import type { Editor } from "../editor.ts";
import type { Command, Texts } from "../../document.ts";
import { withInserted, withMoved } from "../draft.ts";
import { keyOf } from "../edit_commands.ts";
import { countText } from "../../foot.ts";
import { BLANK } from "../../selection.ts";
import { gettext } from "../../../texts.ts";

const MANY_ROWS = 20;

export class Clipboard {
  constructor(
    private readonly editor: Editor,
    private readonly copying: Copying,
  ) {
    const { scroller } = editor.view.frame;
    scroller.addEventListener("cut", (event) => copying.copy(event, { isCut: true }));
    scroller.addEventListener("paste", (event) => this.paste(event));
  }

  /** Cut what is selected, asked by menu. */
  cut(): Promise<void> {
    return this.copying.write({ isCut: true });
  }

  /** Paste what is on the clipboard, asked by menu. */
  async read(): Promise<void> {
    await this.copying.byPermission(async () => {
      const [item] = await navigator.clipboard.read();
      const read = async (type: string): Promise<string> => (item?.types.includes(type) ? (await item.getType(type)).text() : "");
      await this.take(await read("text/plain"), await read("text/html"));
    });
  }

  private paste(event: ClipboardEvent): void {
    if (!event.clipboardData) return;
    event.preventDefault();
    void this.take(event.clipboardData.getData("text/plain"), event.clipboardData.getData("text/html"));
  }

  private async take(text: string, markup: string): Promise<void> {
    const { copying } = this;
    const { workspace, view } = this.editor;
    const copied = tasksIn(markup) ?? copying.tasksIn(text);
    if (copied && workspace.selectedColumns.length < 2) return this.pasteTasks(copied);
    const rows = rowsOf(text);
    if (!rows.length) return;
    if (rows.length >= MANY_ROWS) {
      const { ask } = await import("../../panels/question.ts");
      const isAgreed = await ask(gettext("Paste %(count)s rows?", { count: rows.length }), this.consequenceOf(rows.length), gettext("Paste %(count)s rows", { count: rows.length }));
      view.grid.focus();
      if (!isAgreed) return;
    }
    this.pasteTexts(rows);
  }

  private consequenceOf(count: number): string {
    const { activeRow, outline, selection } = this.editor.workspace;
    const over = selection.activeId === BLANK ? 0 : Math.min(count, outline.visible.length - activeRow);
    const rest = count - over;
    const values = { over: countText(over), rest: countText(rest) };
    if (!rest) return gettext("This will write over %(over)s. One undo takes it back.", values);
    if (!over) return gettext("This will add %(rest)s. One undo takes it back.", values);
    return gettext("This will write over %(over)s and add %(rest)s. One undo takes it back.", values);
  }

  /** Put copied tasks before the active one; those cut from this project move there. */
  private pasteTasks({ project, tasks, isCut }: TasksCopied): void {
    const { workspace, edits } = this.editor;
    const before = this.before;
    const isOwn = project === workspace.schedule.project.id;
    if (isCut && isOwn && before !== null) {
      return edits.send({ commands: [{ do: "move", tasks, before }], draw: (schedule) => withMoved(schedule, tasks, before) });
    }
    edits.send({ commands: [{ do: "copy", from_project: project, tasks, before }] });
  }

  /** Type texts into the cells from the active one on, and what goes beyond the last row into new tasks. */
  private pasteTexts(rows: string[][]): void {
    const { workspace, edits } = this.editor;
    const { activeRow, selection, columns, outline } = workspace;
    const keys = columns.shownKeys.slice(Math.max(1, columns.shownKeys.indexOf(selection.column ?? "name")));
    const made: number[] = [];
    const commands = rows.flatMap((texts, place): Command[] => {
      const task = selection.activeId === BLANK ? undefined : outline.visible[activeRow + place];
      const id = task === undefined ? BLANK : workspace.tasks.id[task]!;
      const values = Object.fromEntries(keys.flatMap((key, column) => this.typed(id, key, texts[column])));
      if (!Object.keys(values).length) return [];
      if (task !== undefined) return [{ do: "set", task: id, values: values as Texts }];
      made.push(edits.newId());
      return [{ do: "insert", key: keyOf(made.at(-1)!), before: null, values: values as Texts }];
    });
    if (!commands.length) return;
    edits.send({
      commands,
      draw: (schedule) => made.reduce((drawn, id) => withInserted(drawn, edits.idOf(id), null), schedule),
    });
  }

  private typed(id: number, key: string, text: string | undefined): [string, string][] {
    return text === undefined || !this.editor.workspace.isTyped(id, key) || (id === BLANK && !text) ? [] : [[key, text]];
  }

  private get before(): number | null {
    const { activeId } = this.editor.workspace.selection;
    return activeId === undefined || activeId === BLANK ? null : activeId;
  }
}

/** Read what Excel, or a page's table, puts on the clipboard as text. */
export function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  const cells = /("(?:[^"]|"")*"|[^\t\n\r]*)(\t|\r\n|\n|\r|$)/gy;
  for (const [whole, cell, end] of text.matchAll(cells)) {
    if (!whole && rows.at(-1)!.length === 0) break;
    rows.at(-1)!.push(/^".*"$/s.test(cell!) ? cell!.slice(1, -1).replaceAll('""', '"') : cell!.trim());
    if (!end) break;
    if (end !== "\t") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

/** The tasks that a copied table names, when it comes from a schedule. */
function tasksIn(markup: string): TasksCopied | undefined {
  const table = new DOMParser().parseFromString(markup, "text/html").querySelector(`[${ATTRIBUTE}]`);
  try {
    return JSON.parse(table?.getAttribute(ATTRIBUTE) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}
