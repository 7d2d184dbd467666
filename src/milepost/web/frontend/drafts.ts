/** Drafts: what is typed into a form marked `data-draft` stays on this device until the server has taken it. */

import { differs, putAll, valuesOf } from "./draft_fields.ts";
import { type Draft, type DraftStore, ownStore } from "./draft_store.ts";
import { icon } from "./icon.ts";
import { gettext } from "./texts.ts";

const PAUSE = 400;
const NO_CONNECTION = gettext("There is no connection. What you wrote is kept on this device; send it when you are back.");

export function keepDrafts(): void {
  if (!document.body.dataset["account"]) return;
  const store = ownStore();
  store.forgetTaken(location.pathname, { wasRedirected: wasRedirected() });
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-draft]")) keep(form, store);
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-signs-out]")) {
    form.addEventListener("submit", () => store.forgetAll());
  }
}

function keep(form: HTMLFormElement, store: DraftStore): void {
  const name = `${location.pathname}#${form.dataset["draft"]}`;
  const draft = store.read(name);
  if (draft && differs(form, draft)) restore(form, draft, () => store.forget(name));
  let timer: ReturnType<typeof setTimeout>;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => store.write(name, valuesOf(form)), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    store.write(name, valuesOf(form), { isSent: navigator.onLine });
    if (navigator.onLine) return;
    event.preventDefault();
    tell(form, "error", NO_CONNECTION);
  });
}

function restore(form: HTMLFormElement, draft: Draft, forget: () => void): void {
  putAll(form, draft);
  const at = new Date(draft.at).toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" });
  const notice = tell(form, "info", gettext("What you wrote on %(at)s and did not send is back.", { at }));
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "button button-small";
  discard.textContent = gettext("Discard it");
  discard.addEventListener("click", () => {
    forget();
    form.reset();
    notice.remove();
  });
  notice.append(discard);
}

function tell(form: HTMLFormElement, tone: "info" | "error", sentence: string): HTMLElement {
  form.querySelector(".draft-notice")?.remove();
  const notice = document.createElement("div");
  notice.className = `notice notice-${tone} draft-notice`;
  notice.setAttribute("role", tone === "error" ? "alert" : "status");
  const body = document.createElement("p");
  body.className = "notice-body";
  body.textContent = sentence;
  notice.append(icon(tone), body);
  form.prepend(notice);
  return notice;
}

/** A form that was taken is answered by a redirect; one that failed on its way is loaded again without. */
function wasRedirected(): boolean {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return (navigation?.redirectCount ?? 0) > 0;
}
