/** What a draft holds of a form or a part of one: fields by name, apart from files, secrets and what is hidden. */

import type { Draft } from "./draft_store.ts";

const UNKEPT = new Set(["file", "password", "hidden", "submit", "button", "radio"]);

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function valuesOf(place: HTMLElement): Draft["values"] {
  return fieldsOf(place).map((field) => [field.name, isCheck(field) ? String(field.checked) : field.value]);
}

export function differs(place: HTMLElement, draft: Draft): boolean {
  const shown = new Map(valuesOf(place));
  return draft.values.some(([name, value]) => shown.has(name) && shown.get(name) !== value);
}

export function putAll(place: HTMLElement, draft: Draft): void {
  for (const [name, value] of draft.values) {
    for (const field of fieldsOf(place)) if (field.name === name) put(field, value);
  }
}

function fieldsOf(place: HTMLElement): Field[] {
  const fields = [...place.querySelectorAll<Field>("input[name], select[name], textarea[name]")];
  return fields.filter((field) => !UNKEPT.has(field.type));
}

function put(field: Field, value: string): void {
  if (isCheck(field)) field.checked = value === "true";
  else field.value = value;
}

function isCheck(field: Field): field is HTMLInputElement {
  return field.type === "checkbox";
}
