/** What is selected: one active task, around it a range or scattered others; all by id, so that it outlives a document. */

export class Selection {
  private active: number | undefined;
  private anchor: number | undefined;
  private chosen = new Set<number>();

  get activeId(): number | undefined {
    return this.active;
  }

  get anchorId(): number | undefined {
    return this.anchor;
  }

  /** All selected tasks, the active one included. */
  get ids(): ReadonlySet<number> {
    return this.chosen;
  }

  has(id: number): boolean {
    return this.chosen.has(id);
  }

  /** Select one task alone. */
  set(id: number): void {
    this.active = this.anchor = id;
    this.chosen = new Set([id]);
  }

  /** Select all from the anchor to a task, given in the order of the rows. */
  extendTo(id: number, ids: readonly number[]): void {
    this.active = id;
    this.anchor ??= id;
    const places = [ids.indexOf(this.anchor), ids.indexOf(id)].sort((one, other) => one - other);
    this.chosen = new Set(ids.slice(Math.max(0, places[0]!), places[1]! + 1));
  }

  /** Add a task to what is selected, or take it out. */
  toggle(id: number): void {
    this.active = this.anchor = id;
    if (!this.chosen.delete(id)) this.chosen.add(id);
  }

  setAll(ids: readonly number[]): void {
    this.chosen = new Set(ids);
    this.active ??= ids[0];
    this.anchor ??= this.active;
  }

  /** Forget tasks that are gone. */
  keepOnly(isThere: (id: number) => boolean): void {
    this.chosen = new Set([...this.chosen].filter(isThere));
    if (this.active !== undefined && !isThere(this.active)) this.active = undefined;
    if (this.anchor !== undefined && !isThere(this.anchor)) this.anchor = this.active;
  }
}
