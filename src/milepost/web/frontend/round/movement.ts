/** Where the keyboard goes in the round: the same field of a neighboring row, or the first field of the next project. */

export type Fields = readonly HTMLInputElement[];

export function fieldsOf(root: ParentNode, column: string): HTMLInputElement[] {
  return [...root.querySelectorAll<HTMLInputElement>(`input[data-column="${column}"]`)];
}

/** The field below or above one in a column; undefined at the end. */
export function neighbor<Field>(column: readonly Field[], field: Field, step: 1 | -1): Field | undefined {
  const place = column.indexOf(field);
  return place < 0 ? undefined : column[place + step];
}

/** The letter that stands for a word in the column of percentages; none while a modifier is held. */
export function wordOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  return { p: "as planned", s: "started", d: "done" }[event.key.toLowerCase()];
}
