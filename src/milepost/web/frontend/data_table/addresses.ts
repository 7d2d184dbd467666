/** The address that a form of the table asks for: short, with nothing that says nothing. */

const JOINED = new Set(["sort", "columns"]);

export function addressOf(form: HTMLFormElement): string {
  const blanks = new Set<string>();
  for (const field of form.querySelectorAll<HTMLInputElement>('input[type="hidden"]')) {
    if (!field.value) blanks.add(field.name);
  }
  return `?${queryOf([...new FormData(form)].map(([name, value]) => [name, String(value)]), blanks)}`;
}

/** What is blank is left out, unless its name is one that a blank takes the default from. */
export function queryOf(pairs: readonly (readonly [string, string])[], blanks: ReadonlySet<string>): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const known = values.get(name) ?? [];
    if (value) known.push(value);
    values.set(name, known);
  }
  const query = new URLSearchParams();
  for (const [name, given] of values) {
    if (JOINED.has(name) && given.length) query.append(name, given.join(","));
    else for (const value of given) query.append(name, value);
    if (!given.length && blanks.has(name)) query.append(name, "");
  }
  return query.toString();
}
