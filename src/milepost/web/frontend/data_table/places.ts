/** Where a key leads from one place of a grid whose rows may be of different widths. */

export interface Place {
  row: number;
  column: number;
}

interface Reach {
  toEdge: boolean;
  rowsInSight: number;
}

export function placeAfter(key: string, from: Place, widths: readonly number[], reach: Reach): Place | null {
  const last = widths.length - 1;
  const edge = (row: number) => Math.max(0, widths[row]! - 1);
  const to = (row: number, column: number): Place => {
    const kept = Math.min(Math.max(row, 0), last);
    return { row: kept, column: Math.min(Math.max(column, 0), edge(kept)) };
  };
  switch (key) {
    case "ArrowRight":
      return to(from.row, reach.toEdge ? edge(from.row) : from.column + 1);
    case "ArrowLeft":
      return to(from.row, reach.toEdge ? 0 : from.column - 1);
    case "ArrowDown":
      return to(reach.toEdge ? last : from.row + 1, from.column);
    case "ArrowUp":
      return to(reach.toEdge ? 0 : from.row - 1, from.column);
    case "Home":
      return to(reach.toEdge ? 0 : from.row, 0);
    case "End":
      return reach.toEdge ? to(last, edge(last)) : to(from.row, edge(from.row));
    case "PageDown":
      return to(from.row + reach.rowsInSight, from.column);
    case "PageUp":
      return to(from.row - reach.rowsInSight, from.column);
    default:
      return null;
  }
}
