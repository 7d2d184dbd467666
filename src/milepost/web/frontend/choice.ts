/** What a reader chooses for the own browser: applied at once, and remembered without leaving the page. */

export function applyChoices(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const name = form.dataset["choice"];
    if (!name || !(event.submitter instanceof HTMLButtonElement)) return;
    event.preventDefault();
    choose(form, name, event.submitter.value);
  });
}

function choose(form: HTMLFormElement, name: string, value: string): void {
  document.documentElement.dataset[name] = value;
  for (const button of document.querySelectorAll<HTMLButtonElement>(`form[data-choice] button[name=${name}]`)) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
  const body = new FormData(form);
  body.set(name, value);
  void fetch(form.action, { method: "POST", body, redirect: "manual" });
  document.dispatchEvent(new CustomEvent("milepost:chosen", { detail: { name, value } }));
}
