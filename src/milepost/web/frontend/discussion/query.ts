/** What of a text is a mention being typed. */

export interface Query {
  /** Where the @ stands. */
  start: number;
  typed: string;
}

const LONGEST = 60;
const WORDS = 4;

/** Give the mention that ends where the caret stands, or nothing. */
export function queryAt(text: string, caret: number): Query | undefined {
  const before = text.slice(Math.max(0, caret - LONGEST - 1), caret);
  const found = /(?:^|[\s([{"'“])@([\p{L}\p{N}][^@\n]*|)$/u.exec(before);
  if (!found) return undefined;
  const typed = found[1] ?? "";
  if (typed.split(/\s+/).length > WORDS || /[,;:!?]/.test(typed)) return undefined;
  return { start: caret - typed.length - 1, typed };
}

/** Give the text with a name in place of what was typed, and where the caret goes. */
export function withName(text: string, caret: number, query: Query, name: string): { text: string; caret: number } {
  const after = text.slice(caret);
  const space = /^[\s.,;:!?)]/.test(after) ? "" : " ";
  const head = `${text.slice(0, query.start)}@${name}${space}`;
  return { text: head + after, caret: head.length };
}
