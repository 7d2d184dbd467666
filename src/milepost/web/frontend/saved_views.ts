/** Saved views keep what the address says when they are saved, also where a script changed it since the page came. */

const PASSING = ["view", "page"];

export function keepQueries(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-keeps-query]")) return;
    form.querySelector<HTMLInputElement>('input[name="query"]')!.value = keptQuery(location.search);
  });
}

/** What a view keeps of a query. */
export function keptQuery(search: string): string {
  const query = new URLSearchParams(search);
  for (const name of PASSING) query.delete(name);
  return query.toString();
}
