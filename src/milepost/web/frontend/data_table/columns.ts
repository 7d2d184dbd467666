/** The order of columns is changed in their menu by its buttons, or by Alt with an arrow; it holds once applied. */

export function moveColumns(): void {
  document.addEventListener("click", (event) => {
    const mover = (event.target as Element).closest<HTMLElement>("[data-moves]");
    const item = mover?.closest("li");
    if (!mover || !item) return;
    event.preventDefault();
    move(item, Number(mover.dataset.moves));
    if (mover.hidden) item.querySelector<HTMLElement>("[data-moves]:not([hidden])")?.focus();
    else mover.focus();
  });
  document.addEventListener("keydown", (event) => {
    const item = (event.target as Element).closest<HTMLLIElement>(".data-table-columns-list > li");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!item || !by || !event.altKey) return;
    event.preventDefault();
    move(item, by);
    (event.target as HTMLElement).focus();
  });
}

function move(item: HTMLLIElement, by: number): void {
  const items = [...item.parentElement!.children] as HTMLLIElement[];
  const place = items.indexOf(item);
  const to = place + by;
  if (place < 1 || to < 1 || to >= items.length) return;
  if (by < 0) items[to]!.before(item);
  else items[to]!.after(item);
  for (const [index, one] of [...item.parentElement!.children].entries()) {
    for (const mover of one.querySelectorAll<HTMLElement>("[data-moves]")) {
      mover.hidden = mover.dataset.moves === "-1" ? index < 2 : index === items.length - 1;
    }
  }
}
