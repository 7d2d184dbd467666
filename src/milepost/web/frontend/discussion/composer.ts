/** What a comment's button for files has taken is told beside it. */

import { gettext } from "../texts.ts";

export function showChosenFiles(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form.composer")) {
    const input = form.querySelector<HTMLInputElement>('input[type="file"]');
    const told = form.querySelector<HTMLElement>(".composer-chosen");
    if (!input || !told) continue;
    input.addEventListener("change", () => (told.textContent = namesOf(input.files)));
  }
  for (const reply of document.querySelectorAll<HTMLDetailsElement>("details.comment-reply")) {
    reply.addEventListener("toggle", () => {
      if (reply.open) reply.querySelector<HTMLTextAreaElement>("textarea")?.focus();
    });
  }
}

function namesOf(files: FileList | null): string {
  const names = [...(files ?? [])].map((file) => file.name);
  return names.length > 2 ? gettext("%(count)s files", { count: names.length }) : names.join(", ");
}
