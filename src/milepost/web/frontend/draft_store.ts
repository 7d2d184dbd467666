/** Where drafts are kept on the device: one entry per account, page and form. */

export interface Draft {
  at: string;
  values: [name: string, value: string][];
  /** Whether it was handed to the network; it is forgotten when the next page shows that it arrived. */
  isSent: boolean;
}

export type Storage = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const KEPT_DAYS = 14;
const DAY = 86_400_000;

export class DraftStore {
  private readonly prefix: string;

  constructor(
    private readonly storage: Storage,
    account: string,
    private readonly now: () => Date = () => new Date(),
  ) {
    this.prefix = `milepost.draft.${account}.`;
  }

  read(name: string): Draft | undefined {
    const text = this.storage.getItem(this.prefix + name);
    if (!text) return undefined;
    const draft = JSON.parse(text) as Draft;
    return this.isOld(draft) ? undefined : draft;
  }

  /** Keep a draft; a device without room for it keeps none. */
  write(name: string, values: Draft["values"], { isSent = false } = {}): void {
    const draft: Draft = { at: this.now().toISOString(), values, isSent };
    try {
      this.storage.setItem(this.prefix + name, JSON.stringify(draft));
    } catch {
      this.forget(name);
    }
  }

  forget(name: string): void {
    this.storage.removeItem(this.prefix + name);
  }

  forgetAll(): void {
    for (const name of this.names()) this.forget(name);
  }

  /** Forget drafts that arrived: sent from another page, or from this one when it is reached by a redirect. */
  forgetTaken(path: string, { wasRedirected }: { wasRedirected: boolean }): void {
    for (const name of this.names()) {
      const draft = this.read(name);
      const isElsewhere = !name.startsWith(`${path}#`);
      if (!draft || (draft.isSent && (isElsewhere || wasRedirected))) this.forget(name);
    }
  }

  private isOld(draft: Draft): boolean {
    return this.now().getTime() - new Date(draft.at).getTime() > KEPT_DAYS * DAY;
  }

  private names(): string[] {
    const keys = Array.from({ length: this.storage.length }, (_, index) => this.storage.key(index) ?? "");
    return keys.filter((key) => key.startsWith(this.prefix)).map((key) => key.slice(this.prefix.length));
  }
}

/** The drafts on this device of the account that is signed in. */
export function ownStore(): DraftStore {
  return new DraftStore(localStorage, document.body.dataset["account"] ?? "");
}
