/** Tabs wider than their place: the current one comes into sight. */

export function showCurrentTabs(): void {
  for (const tab of document.querySelectorAll<HTMLElement>(".tab[aria-current]")) {
    const list = tab.closest<HTMLElement>(".tabs-list");
    if (list) list.scrollLeft = tab.offsetLeft - (list.clientWidth - tab.offsetWidth) / 2;
  }
}
