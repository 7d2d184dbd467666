/** Binds an input to a listbox: what its keys do, and asking a source for options as one types. */

import type { Listbox, Option } from "./listbox.ts";

/** Gives the options for what was typed; the signal ends a request that a later key made needless. */
export type Source = (query: string, signal: AbortSignal) => Option[] | Promise<Option[]>;

/** Lead an input's keys to a listbox: arrows move, Enter chooses, Escape closes unless the list stays with its dialog. */
export function steer(
  input: HTMLInputElement,
  listbox: Listbox,
  open: () => void,
  { stays = false }: { stays?: boolean } = {},
): void {
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!listbox.isOpen) open();
      else listbox.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && listbox.current) {
      event.preventDefault();
      listbox.choose(event);
    } else if (event.key === "Escape" && listbox.isOpen && !stays) {
      event.preventDefault();
      event.stopPropagation();
      listbox.close();
    }
  });
}

/** Ask a source with pauses: the latest question alone is answered. */
export function asking(source: Source, answered: (options: Option[]) => void, pauseMs = 120): (query: string) => void {
  let running: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (query) => {
    clearTimeout(timer);
    running?.abort();
    const current = (running = new AbortController());
    timer = setTimeout(async () => {
      try {
        const options = await source(query, current.signal);
        if (!current.signal.aborted) answered(options);
      } catch (error) {
        if (!current.signal.aborted) throw error;
      }
    }, pauseMs);
  };
}
