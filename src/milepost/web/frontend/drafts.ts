/** Drafts: what is typed into a form marked `data-draft` stays on this device until the server has taken it. */

import { DraftStore, type Draft } from "./draft_store.ts";
import { icon } from "./icon.ts";

const PAUSE = 400;
const NO_CONNECTION = "There is no connection. What you wrote is kept on this device; send it when you are back.";
const UNKEPT = new Set(["file", "password", "hidden", "submit", "button"]);

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function keepDrafts(): void {
  const account = document.body.dataset["account"];
  if (!account) return;
  const store = new DraftStore(localStorage, account);
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
  for (const [name, value] of draft.values) {
    for (const field of fieldsOf(form)) if (field.name === name) put(field, value);
  }
  const at = new Date(draft.at).toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short" });
  const notice = tell(form, "info", `What you wrote on ${at} and did not send is back.`);
  const discard = document.createElement("button");
  discard.type = "button";
  discard.className = "button button-small";
  discard.textContent = "Discard it";
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

function differs(form: HTMLFormElement, draft: Draft): boolean {
  const shown = new Map(valuesOf(form));
  return draft.values.some(([name, value]) => shown.has(name) && shown.get(name) !== value);
}

function valuesOf(form: HTMLFormElement): [string, string][] {
  return fieldsOf(form).map((field) => [field.name, valueOf(field)]);
}

function fieldsOf(form: HTMLFormElement): Field[] {
  const fields = [...form.querySelectorAll<Field>("input[name], select[name], textarea[name]")];
  return fields.filter((field) => !UNKEPT.has(field.type) && field.type !== "radio");
}

function valueOf(field: Field): string {
  return isCheck(field) ? String(field.checked) : field.value;
}

function put(field: Field, value: string): void {
  if (isCheck(field)) field.checked = value === "true";
  else field.value = value;
}

function isCheck(field: Field): field is HTMLInputElement {
  return field.type === "checkbox";
}

/** A form that was taken is answered by a redirect; one that failed on its way is loaded again without. */
function wasRedirected(): boolean {
  const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return (navigation?.redirectCount ?? 0) > 0;
}
