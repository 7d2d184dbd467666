import { expect, test } from "vitest";
import { DraftStore, type Storage } from "#frontend/draft_store.ts";

const FORM = "/projects/1/risks/new/#risk";
const VALUES: [string, string][] = [["cause", "The part is late"]];

class Memory implements Storage {
  private readonly kept = new Map<string, string>();

  get length(): number {
    return this.kept.size;
  }

  key(index: number): string | null {
    return [...this.kept.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.kept.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.kept.set(key, value);
  }

  removeItem(key: string): void {
    this.kept.delete(key);
  }
}

test("a draft is read by the account that wrote it alone", () => {
  const memory = new Memory();

  new DraftStore(memory, "7").write(FORM, VALUES);

  expect(new DraftStore(memory, "7").read(FORM)?.values).toEqual(VALUES);
  expect(new DraftStore(memory, "8").read(FORM)).toBeUndefined();
});

test("a sent draft is forgotten on the next page, and kept when the same page comes again", () => {
  const store = new DraftStore(new Memory(), "7");
  store.write(FORM, VALUES, { isSent: true });

  store.forgetTaken("/projects/1/risks/new/", { wasRedirected: false });
  const afterFailure = store.read(FORM)?.values;
  store.forgetTaken("/projects/1/risks/", { wasRedirected: true });

  expect(afterFailure).toEqual(VALUES);
  expect(store.read(FORM)).toBeUndefined();
});

test("what was not sent waits while other pages are read", () => {
  const store = new DraftStore(new Memory(), "7");
  store.write(FORM, VALUES);

  store.forgetTaken("/", { wasRedirected: true });

  expect(store.read(FORM)?.values).toEqual(VALUES);
});

test("a draft is kept for two weeks", () => {
  let day = new Date("2027-03-01T09:00:00Z");
  const store = new DraftStore(new Memory(), "7", () => day);
  store.write(FORM, VALUES);

  day = new Date("2027-03-16T09:00:00Z");

  expect(store.read(FORM)).toBeUndefined();
});

test("signing out forgets every draft of the account", () => {
  const store = new DraftStore(new Memory(), "7");
  store.write(FORM, VALUES);

  store.forgetAll();

  expect(store.read(FORM)).toBeUndefined();
});
