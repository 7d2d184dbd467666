/** Heat maps: one stop for Tab, and the arrows walk from cell to cell. */

import { enhanceReassigning } from "./reassign.ts";

type Step = (row: number, column: number, cells: HTMLAnchorElement[][]) => [number, number];

const STEPS: Record<string, Step> = {
  ArrowRight: (row, column) => [row, column + 1],
  ArrowLeft: (row, column) => [row, column - 1],
  ArrowDown: (row, column) => [row + 1, column],
  ArrowUp: (row, column) => [row - 1, column],
  Home: (row) => [row, 0],
  End: (row, _, cells) => [row, cells[row]!.length - 1],
};

/** Let the arrows walk every heat map of the page, and its cells open the panel that stands with it. */
export function enhanceHeatMaps(): void {
  document.querySelectorAll<HTMLTableElement>("[data-heat-map]").forEach(enhance);
  const [map, panel] = [document.querySelector<HTMLTableElement>("[data-heat-map]"), document.querySelector<HTMLElement>("[data-behind]")];
  if (map && panel) enhanceReassigning(map, panel);
}

function enhance(map: HTMLTableElement): void {
  const cells = [...map.tBodies]
    .flatMap((body) => [...body.rows])
    .map((row) => [...row.querySelectorAll<HTMLAnchorElement>(".heat > a")])
    .filter((row) => row.length > 0);
  cells.flat().forEach((cell, place) => (cell.tabIndex = place ? -1 : 0));
  map.dataset.ready = "";
  map.addEventListener("keydown", (event) => {
    const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : STEPS[event.key];
    const row = cells.findIndex((found) => found.includes(event.target as HTMLAnchorElement));
    if (!step || row < 0) return;
    const [nextRow, nextColumn] = step(row, cells[row]!.indexOf(event.target as HTMLAnchorElement), cells);
    const next = cells[nextRow]?.[nextColumn];
    if (!next) return;
    event.preventDefault();
    cells.flat().forEach((cell) => (cell.tabIndex = cell === next ? 0 : -1));
    next.focus();
    next.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
}
