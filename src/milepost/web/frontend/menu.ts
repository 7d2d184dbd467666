/** Menus made of <details>: they close on Escape and on a click elsewhere. */

const OPEN_MENU = "details.menu[open]";

export function closeMenusWhenLeft(): void {
  document.addEventListener("click", closeMenusOutside);
  document.addEventListener("keydown", closeMenuOnEscape);
}

function closeMenusOutside(event: MouseEvent): void {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>(OPEN_MENU)) {
    if (!menu.contains(event.target as Node)) menu.open = false;
  }
}

function closeMenuOnEscape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  const menu = (event.target as Element).closest<HTMLDetailsElement>(OPEN_MENU);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
}
