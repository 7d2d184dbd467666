/** What a comment's button for files has taken is told beside it. */

import { faultOf, limitsOf } from "./limits.ts";
import { gettext } from "../texts.ts";

export function showChosenFiles(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form.composer")) {
    const input = form.querySelector<HTMLInputElement>('input[type="file"]');
    const told = form.querySelector<HTMLElement>(".composer-chosen");
    if (!input || !told) continue;
    input.addEventListener("change", () => {
      keepWhatIsTaken(form, input);
      told.textContent = namesOf(input.files);
    });
  }
  for (const reply of document.querySelectorAll<HTMLDetailsElement>("details.comment-reply")) {
    reply.addEventListener("toggle", () => {
      if (reply.open) reply.querySelector<HTMLTextAreaElement>("textarea")?.focus();
    });
  }
}

/** Take files that the server would refuse out of the field, and say why. */
function keepWhatIsTaken(form: HTMLFormElement, input: HTMLInputElement): void {
  const kept = new DataTransfer();
  const faults: string[] = [];
  for (const file of input.files ?? []) {
    const fault = faultOf(file, limitsOf(form));
    if (fault) faults.push(`${file.name}: ${fault}`);
    else kept.items.add(file);
  }
  if (faults.length) input.files = kept.files;
  const refused = form.querySelector<HTMLElement>(".composer-refused");
  if (!refused) return;
  refused.querySelector("span")!.textContent = faults.join(" ");
  refused.hidden = !faults.length;
}

function namesOf(files: FileList | null): string {
  const names = [...(files ?? [])].map((file) => file.name);
  return names.length > 2 ? gettext("%(count)s files", { count: names.length }) : names.join(", ");
}
