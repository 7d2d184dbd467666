/** The theme form: applies the choice at once and remembers it without leaving the page. */

export function submitThemeQuietly(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-theme-form]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const choice = event.submitter instanceof HTMLButtonElement ? event.submitter.value : "auto";
      document.documentElement.dataset["theme"] = choice;
      markChosen(form, choice);
      const body = new FormData(form);
      body.set("theme", choice);
      void fetch(form.action, { method: "POST", body, redirect: "manual" });
    });
  }
}

function markChosen(form: HTMLFormElement, choice: string): void {
  for (const button of form.querySelectorAll<HTMLButtonElement>("button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === choice));
  }
}
