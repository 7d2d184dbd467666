/** The texts of scripts in the page's language: English stands in the code, other languages in the page's catalog. */

let catalog: Record<string, string> | undefined;

/** Give a text in the page's language. */
export function gettext(text: string): string {
  catalog ??= JSON.parse(document.getElementById("texts")?.textContent || "{}") as Record<string, string>;
  return catalog[text] ?? text;
}
