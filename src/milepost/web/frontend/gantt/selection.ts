/** What is selected: an active task and column, and around them a range or scattered rows; by id, so that it outlives a document. */

/** The id of the empty row at the end, where new tasks are typed. */
export const BLANK = 0;

export class Selection {
  activeId: number | undefined;
  /** Key of the active column; undefined while whole rows are selected. */
  column: string | undefined;
  anchorColumn: string | undefined;
  private anchor: number | undefined;
  private chosen = new Set<number>();

  /** All selected tasks, the active one included. */
  get ids(): ReadonlySet<number> {
    return this.chosen;
  }

  has(id: number): boolean {
    return this.chosen.has(id);
  }

  /** Select one cell, or without a column one row. */
  set(id: number, column = this.column): void {
    this.activeId = this.anchor = id;
    this.column = this.anchorColumn = column;
    this.chosen = new Set(id === BLANK ? [] : [id]);
  }

  /** Select all from where the selection began to a task and column, given the ids in the order of the rows. */
  extendTo(id: number, column: string | undefined, ids: readonly number[]): void {
    this.anchor ??= id;
    this.activeId = id;
    this.column = column;
    const places = [ids.indexOf(this.anchor), ids.indexOf(id)].sort((one, other) => one - other);
    this.chosen = new Set(ids.slice(Math.max(0, places[0]!), places[1]! + 1));
  }

  /** Add a whole row to what is selected, or take it out. */
  toggle(id: number): void {
    this.activeId = this.anchor = id;
    this.column = this.anchorColumn = undefined;
    if (!this.chosen.delete(id)) this.chosen.add(id);
  }

  /** Select whole rows. */
  setRows(ids: readonly number[]): void {
    this.chosen = new Set(ids);
    this.column = this.anchorColumn = undefined;
    if (this.activeId === undefined || !this.chosen.has(this.activeId)) this.activeId = this.anchor = ids[0];
  }

  rename(from: number, to: number): void {
    if (this.chosen.delete(from)) this.chosen.add(to);
    if (this.activeId === from) this.activeId = to;
    if (this.anchor === from) this.anchor = to;
  }

  /** Forget tasks that are gone; the active one gives way to another. */
  keepOnly(isThere: (id: number) => boolean, instead: number | undefined): void {
    this.chosen = new Set([...this.chosen].filter(isThere));
    const isKept = (id: number | undefined): boolean => id === undefined || id === BLANK || isThere(id);
    if (!isKept(this.activeId)) {
      this.activeId = instead;
      if (instead !== undefined) this.chosen.add(instead);
    }
    if (!isKept(this.anchor)) this.anchor = this.activeId;
  }
}
