/** Texts with a number, in the form that the page's language has for it. */

import { catalog, filled, type Values } from "./texts.ts";

/** In the order in which gettext numbers the forms of a language that has them. */
const FORMS: Intl.LDMLPluralRule[] = ["zero", "one", "two", "few", "many", "other"];

/** Give the text for one or for many; its place %(count)s is filled without being told. */
export function ngettext(one: string, many: string, count: number, values?: Values): string {
  const forms = catalog()[one];
  const text = Array.isArray(forms) ? forms[Math.min(formOf(count), forms.length - 1)]! : count === 1 ? one : many;
  return filled(text, { count, ...values });
}

function formOf(count: number): number {
  const rules = new Intl.PluralRules(document.documentElement.lang);
  const used = rules.resolvedOptions().pluralCategories;
  return FORMS.filter((form) => used.includes(form)).indexOf(rules.select(count));
}
