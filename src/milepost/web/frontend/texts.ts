/** The texts of scripts in the page's language: English stands in the code, other languages in catalogs that the page carries. */

export type Values = Record<string, string | number>;

let known: Record<string, string | string[]> | undefined;

/** Give a text in the page's language, with its places such as %(name)s filled. */
export function gettext(text: string, values?: Values): string {
  return filled([catalog()[text] ?? text].flat()[0]!, values);
}

/** Give all texts of the page that are translated, those with a number in the forms of its language. */
export function catalog(): Record<string, string | string[]> {
  const parts = globalThis.document?.querySelectorAll('script[id^="texts"]') ?? [];
  return (known ??= Object.assign({}, ...Array.from(parts, (part) => JSON.parse(part.textContent!))));
}

export function filled(text: string, values?: Values): string {
  return values ? text.replace(/%\((\w+)\)s/g, (_, name: string) => said(values[name] ?? "")) : text;
}

/** A number as people read it: 1,234.5. By hand, for a browser takes 20 milliseconds to get its own formats ready. */
export function numberText(value: number): string {
  const [whole, ...fraction] = String(Math.round(value * 1000) / 1000).split(".");
  return [whole!.replace(/\B(?=(\d{3})+$)/g, ","), ...fraction].join(".");
}

const said = (value: string | number): string => (typeof value === "number" ? numberText(value) : value);
