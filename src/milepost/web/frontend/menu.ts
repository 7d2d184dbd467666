/** Menus made of <details>: arrows, Home, End and first letters move in them; Escape and a click elsewhere close them. */

const OPEN_MENU = "details.menu[open]";
const ITEMS = ".menu-panel :is(a[href], button:not(:disabled), input:not(:disabled), select)";

export function enhanceMenus(): void {
  document.addEventListener("click", closeMenusOutside);
  document.addEventListener("keydown", onKey);
}

function closeMenusOutside(event: MouseEvent): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(OPEN_MENU)) {
    if (!menu.contains(event.target as Node)) menu.open = false;
  }
}

function onKey(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  const menu = target.closest<HTMLDetailsElement>("details.menu");
  if (!menu || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!menu.open) openFromSummary(menu, event);
  else if (event.key === "Escape") close(menu, event);
  else if (!target.matches("input:not([type=checkbox]), select, textarea")) move(menu, event);
}

function openFromSummary(menu: HTMLDetailsElement, event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  menu.open = true;
  itemsOf(menu).at(event.key === "ArrowDown" ? 0 : -1)?.focus();
}

function close(menu: HTMLDetailsElement, event: KeyboardEvent): void {
  event.stopPropagation();
  menu.open = false;
  menu.querySelector("summary")?.focus();
}

function move(menu: HTMLDetailsElement, event: KeyboardEvent): void {
  const items = itemsOf(menu);
  const texts = items.map((item) => (item.textContent || item.title).trim());
  const next = nextItem(event.key, items.indexOf(document.activeElement as HTMLElement), texts);
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}

/** Tell which item a key leads to: around by arrows, to the ends by Home and End, by a letter to the next that begins so. */
export function nextItem(key: string, current: number, texts: string[]): number | undefined {
  const count = texts.length;
  if (!count) return undefined;
  if (key === "ArrowDown") return (current + 1) % count;
  if (key === "ArrowUp") return current <= 0 ? count - 1 : current - 1;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key.length !== 1 || key === " ") return undefined;
  const letter = key.toLowerCase();
  const places = texts.map((_, place) => (current + 1 + place) % count);
  return places.find((place) => texts[place]?.toLowerCase().startsWith(letter));
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>(ITEMS)].filter((item) => item.offsetParent !== null);
}
