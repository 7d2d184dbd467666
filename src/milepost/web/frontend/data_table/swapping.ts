/** Filters, orders, groups and pages come without a new page: its content is exchanged, the address says what it shows. */

import { addressOf } from "./addresses.ts";

export function swapAnswers(prepare: () => void): void {
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-table-link]");
    if (!link || event.ctrlKey || event.metaKey || event.button !== 0) return;
    event.preventDefault();
    const adding = event.shiftKey && link.dataset.adding;
    swap(new URL(adding || link.href, location.href), prepare, link.id);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches("[data-table-form]")) return;
    event.preventDefault();
    swap(new URL(addressOf(form), location.href), prepare, focusAfter(form));
  });
  addEventListener("popstate", () => location.reload());
}

async function swap(address: URL, prepare: () => void, focused: string): Promise<void> {
  const main = document.querySelector("main")!;
  main.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    if (!answer.ok || !fresh?.querySelector("[data-table]")) return location.assign(address);
    history.pushState(null, "", answer.redirected ? answer.url : address);
    main.replaceChildren(...fresh.childNodes);
    prepare();
    refocus(focused);
  } catch {
    location.assign(address);
  } finally {
    main.removeAttribute("aria-busy");
  }
}

/** Names the control that keeps the focus: the search box, or the button of the menu that was used. */
function focusAfter(form: HTMLFormElement): string {
  return form.querySelector<HTMLElement>('input[type="search"][id]')?.id ?? form.closest("details")?.id ?? "";
}

function refocus(id: string): void {
  const found = id ? document.getElementById(id) : null;
  const target = found?.matches("details") ? found.querySelector("summary") : found;
  const cell = target?.closest<HTMLElement>("th[tabindex]");
  (cell ?? target)?.focus();
  const section = document.querySelector<HTMLElement>("[data-table]");
  const status = section?.querySelector("[data-table-status]");
  const count = Number(section?.dataset.count).toLocaleString("en-US");
  if (status) setTimeout(() => (status.textContent = `${count} ${section?.dataset.noun}`), 100);
}
