/** Reassigning from a heat map: a cell opens the tasks behind it, and a task dragged over a person's row says what giving it does. */

/** Let the cells of a map open the panel that stands with it, and its rows take tasks. */
export function enhanceReassigning(map: HTMLTableElement, panel: HTMLElement): void {
  let opener: HTMLAnchorElement | undefined;
  let dragged: HTMLElement | undefined;
  let over: HTMLTableRowElement | undefined;
  let looking: AbortController | undefined;
  let looked: Promise<void> = Promise.resolve();

  map.addEventListener("click", (event) => {
    const cell = (event.target as Element).closest<HTMLAnchorElement>(".heat > a");
    if (!cell || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void open(cell);
  });
  panel.addEventListener("click", (event) => {
    if ((event.target as Element).closest("[data-close]")) close();
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  panel.addEventListener("dragstart", (event) => {
    dragged = (event.target as Element).closest<HTMLElement>("[data-consequence]") ?? undefined;
    if (!dragged || !event.dataTransfer) return;
    event.dataTransfer.setData("text/plain", dragged.innerText);
    event.dataTransfer.effectAllowed = "move";
  });
  panel.addEventListener("dragend", () => {
    dragged = undefined;
    point(undefined);
  });
  map.addEventListener("dragover", (event) => {
    const row = rowAt(event);
    if (row) event.preventDefault();
    if (row === over) return;
    point(row);
    if (row) looked = look(row);
  });
  map.addEventListener("drop", (event) => {
    if (!rowAt(event)) return;
    event.preventDefault();
    void looked.then(() => panel.querySelector<HTMLElement>("[data-confirm]")?.focus());
  });

  async function open(cell: HTMLAnchorElement): Promise<void> {
    const answer = await fetch(`${cell.pathname}behind/${cell.search}`).catch(() => undefined);
    if (!answer?.ok) return location.assign(cell.href);
    opener = cell;
    panel.innerHTML = await answer.text();
    panel.hidden = false;
    panel.querySelector<HTMLElement>("[tabindex]")?.focus();
  }

  function close(): void {
    panel.hidden = true;
    opener?.focus();
  }

  function rowAt(event: DragEvent): HTMLTableRowElement | undefined {
    const row = (event.target as Element).closest<HTMLTableRowElement>("tr[data-person]");
    return dragged && row && row.dataset["person"] !== dragged.dataset["person"] ? row : undefined;
  }

  function point(row: HTMLTableRowElement | undefined): void {
    over?.classList.remove("heat-target");
    row?.classList.add("heat-target");
    over = row;
  }

  async function look(row: HTMLTableRowElement): Promise<void> {
    looking?.abort();
    looking = new AbortController();
    const query = new URLSearchParams({ way: "give", taker: row.dataset["person"]! });
    const answer = await fetch(`${dragged!.dataset["consequence"]!}?${query}`, { signal: looking.signal }).catch(() => undefined);
    const outcome = panel.querySelector(".behind-outcome");
    if (answer?.ok && outcome) outcome.innerHTML = await answer.text();
  }
}
