/** Which columns the grid shows, in which order and how wide; remembered by this browser. */

import { keepPreferences, readPreferences } from "../preferences.ts";
import { type Column, columnOf, FIRST_COLUMNS, STICKY } from "./columns.ts";

const NARROWEST = 40;
const WIDEST = 640;

export class Columns {
  private keys: readonly string[] = readPreferences().columns ?? FIRST_COLUMNS;
  private widths: Readonly<Record<string, number>> = readPreferences().widths ?? {};

  /** The columns shown, those first that stay in sight. */
  get shown(): Column[] {
    const keys = [...STICKY, ...this.keys.filter((key) => !STICKY.has(key))];
    return keys.flatMap((key) => columnOf(key) ?? []);
  }

  get shownKeys(): string[] {
    return this.shown.map(({ key }) => key);
  }

  /** The columns that were chosen; undefined while they are those of the beginning. */
  get chosen(): string[] | undefined {
    return this.keys === FIRST_COLUMNS ? undefined : [...this.keys];
  }

  named(key: string): Column | undefined {
    return columnOf(key);
  }

  widthOf(column: Column): number {
    return this.widths[column.key] ?? column.width;
  }

  get totalWidth(): number {
    return this.shown.reduce((total, column) => total + this.widthOf(column), 0);
  }

  get stickyWidth(): number {
    return this.shown.filter(({ key }) => STICKY.has(key)).reduce((total, column) => total + this.widthOf(column), 0);
  }

  /** Where a column begins, in pixels from the left. */
  leftOf(key: string): number {
    const { shown } = this;
    const place = shown.findIndex((column) => column.key === key);
    return shown.slice(0, Math.max(0, place)).reduce((total, column) => total + this.widthOf(column), 0);
  }

  /** The key of the column so many steps away, or undefined beyond the edge. */
  beside(key: string, steps: number): string | undefined {
    const keys = this.shownKeys;
    return keys[keys.indexOf(key) + steps];
  }

  between(one: string, other: string): string[] {
    const keys = this.shownKeys;
    const [first, last] = [keys.indexOf(one), keys.indexOf(other)].sort((a, b) => a - b);
    return keys.slice(Math.max(0, first!), last! + 1);
  }

  choose(keys: readonly string[]): void {
    this.keys = keys;
    keepPreferences({ columns: [...keys] });
  }

  setWidth(key: string, width: number): void {
    this.widths = { ...this.widths, [key]: Math.round(Math.max(NARROWEST, Math.min(width, WIDEST))) };
    keepPreferences({ widths: this.widths });
  }

  reset(): void {
    this.keys = FIRST_COLUMNS;
    this.widths = {};
    keepPreferences({ columns: undefined, widths: undefined });
  }
}
