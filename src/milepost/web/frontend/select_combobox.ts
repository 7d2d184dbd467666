/** Long choices, <select data-combobox>, become pickers that narrow as one types. */

import { steer } from "./combobox.ts";
import { Listbox, type Option } from "./listbox.ts";
import { gettext } from "./texts.ts";

const SHOWN = 50;

/** Keep the options that hold every word typed, those that begin with it first. */
export function matching(options: Option[], query: string): Option[] {
  const words = folded(query).split(/\s+/).filter(Boolean);
  const found = options.filter((option) => {
    const text = folded(`${option.label} ${option.note ?? ""}`);
    return words.every((word) => text.includes(word));
  });
  const first = (option: Option) => Number(!folded(option.label).startsWith(words[0] ?? ""));
  return found.sort((one, other) => first(one) - first(other)).slice(0, SHOWN);
}

/** Write a text without accents and case, as texts are compared. */
export function folded(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

export function enhanceComboboxes(root: ParentNode = document): void {
  for (const select of root.querySelectorAll<HTMLSelectElement>("select[data-combobox]:not([hidden])")) replace(select);
}

function replace(select: HTMLSelectElement): void {
  const input = document.createElement("input");
  const frame = document.createElement("div");
  frame.className = "combobox";
  input.type = "text";
  for (const name of ["aria-describedby", "aria-invalid", "aria-label"]) {
    const value = select.getAttribute(name);
    if (value !== null) input.setAttribute(name, value);
  }
  input.required = select.required;
  input.disabled = select.disabled;
  input.placeholder = select.options[0]?.value === "" ? (select.options[0].text ?? "") : "";
  input.id = `${select.id}-input`;
  select.labels.forEach((label) => (label.htmlFor = input.id));
  const label = select.labels[0]?.textContent?.trim() || select.getAttribute("aria-label") || gettext("Options");
  bind(select, input, frame, label);
}

function bind(select: HTMLSelectElement, input: HTMLInputElement, frame: HTMLElement, label: string): void {
  const options = [...select.options].map((option) => ({
    value: option.value,
    label: option.text,
    note: option.dataset["note"] ?? "",
  }));
  const shown = () => (select.value ? (select.selectedOptions[0]?.text ?? "") : "");
  const take = (value: string) => {
    select.value = value;
    input.value = shown();
    listbox.close();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const listbox = new Listbox(input, label, (option) => take(option.value));
  const open = (query: string) => listbox.show(matching(options, query), gettext("Nothing matches"));
  input.value = shown();
  input.addEventListener("input", () => open(input.value));
  input.addEventListener("click", () => open(""));
  input.addEventListener("blur", () => {
    if (!input.value.trim() && select.value && options.some(({ value }) => value === "")) take("");
    input.value = shown();
    listbox.close();
  });
  steer(input, listbox, () => open(""));
  select.form?.addEventListener("reset", () => setTimeout(() => (input.value = shown())));
  frame.append(input, listbox.element);
  select.required = false;
  select.hidden = true;
  select.after(frame);
}
