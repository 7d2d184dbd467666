/** The texts of scripts in the page's language: English stands in the code, other languages in the page's catalog. */

// As catalogs number the forms of a language.
const ORDER: Intl.LDMLPluralRule[] = ["zero", "one", "two", "few", "many", "other"];

type Values = Record<string, string | number>;

let catalog: Record<string, string | string[]> | undefined;

/** Give a text in the page's language, with what stands in `{braces}` filled in. */
export function gettext(text: string, values: Values = {}): string {
  const [found] = formsOf(text);
  return filled(found ?? text, values);
}

/** Give the form of a text that a number asks for; the number fills in `{count}`. */
export function ngettext(one: string, many: string, count: number, values: Values = {}): string {
  const forms = formsOf(one);
  const form = forms.length ? forms[Math.min(formFor(count), forms.length - 1)] : undefined;
  return filled(form ?? (count === 1 ? one : many), { count, ...values });
}

function formsOf(text: string): string[] {
  const found = (catalog ??= readCatalog())[text];
  return found === undefined ? [] : [found].flat();
}

function readCatalog(): Record<string, string | string[]> {
  const kept = globalThis.document?.getElementById("texts")?.textContent;
  return kept ? JSON.parse(kept) : {};
}

function formFor(count: number): number {
  const rules = new Intl.PluralRules(document.documentElement.lang);
  const known = rules.resolvedOptions().pluralCategories;
  return ORDER.filter((category) => known.includes(category)).indexOf(rules.select(count));
}

function filled(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces));
}
