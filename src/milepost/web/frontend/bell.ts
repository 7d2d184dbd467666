/** The bell of the top bar: how much is unread, asked once a minute while the page is looked at. */

import { gettext } from "./texts.ts";

const EVERY_MS = 60_000;
const FRESH_MS = 20_000;
const KEPT = "milepost-unread";

interface Known {
  unread: number;
  at: number;
}

export function ringBell(): void {
  const bell = document.querySelector<HTMLElement>("[data-bell]");
  if (!bell) return;
  const known = read();
  const isFresh = known && Date.now() - known.at < FRESH_MS && !location.pathname.startsWith("/notifications/");
  if (known) show(bell, known.unread);
  // What the page is for comes first.
  if (!isFresh) requestIdleCallback(() => void ask(bell), { timeout: EVERY_MS });
  window.setInterval(() => {
    if (!document.hidden) void ask(bell);
  }, EVERY_MS);
}

/** Write a count that may be large. */
export function countText(unread: number): string {
  return unread > 99 ? "99+" : String(unread);
}

async function ask(bell: HTMLElement): Promise<void> {
  try {
    const answer = await fetch(bell.dataset["bell"] ?? "", { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const { unread } = (await answer.json()) as { unread: number };
    sessionStorage.setItem(KEPT, JSON.stringify({ unread, at: Date.now() }));
    show(bell, unread);
  } catch {
    // Without a connection the last count stands.
  }
}

function show(bell: HTMLElement, unread: number): void {
  const count = bell.querySelector<HTMLElement>(".bell-count");
  const name = bell.querySelector<HTMLElement>(".visually-hidden");
  if (!count || !name) return;
  count.hidden = unread === 0;
  count.textContent = countText(unread);
  count.setAttribute("aria-hidden", "true");
  name.textContent = unread ? gettext("Notifications, %(count)s unread", { count: unread }) : gettext("Notifications");
}

function read(): Known | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEPT) ?? "null") as Known | null) ?? undefined;
  } catch {
    return undefined;
  }
}
