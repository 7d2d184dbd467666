/** Files are sent one by one as soon as they are chosen, dropped or photographed; each shows how far it is. */

import { faultOf, limitsOf } from "./limits.ts";
import { announce } from "../toast.ts";
import { ngettext } from "../plurals.ts";
import { gettext } from "../texts.ts";

export function sendFiles(): void {
  for (const area of document.querySelectorAll<HTMLElement>("[data-uploads]")) new Uploads(area);
}

class Uploads {
  private readonly form: HTMLFormElement;
  private readonly list: HTMLElement;

  constructor(private readonly area: HTMLElement) {
    this.form = area.closest("form") as HTMLFormElement;
    this.list = area.querySelector(".file-uploads") as HTMLElement;
    this.area.classList.add("file-drop-live");
    for (const part of area.querySelectorAll<HTMLElement>(".file-camera, .file-drop-hint")) part.hidden = false;
    for (const input of area.querySelectorAll<HTMLInputElement>('input[type="file"]')) {
      input.addEventListener("change", () => void this.send([...(input.files ?? [])]));
    }
    area.addEventListener("dragover", (event) => this.mark(event, true));
    area.addEventListener("dragleave", (event) => this.mark(event, false));
    area.addEventListener("drop", (event) => {
      this.mark(event, false);
      void this.send([...(event.dataTransfer?.files ?? [])]);
    });
  }

  private mark(event: DragEvent, isOver: boolean): void {
    event.preventDefault();
    this.area.classList.toggle("drop-area-over", isOver);
  }

  private async send(files: File[]): Promise<void> {
    if (!files.length) return;
    let refused = 0;
    for (const file of files) if (!(await this.sendOne(file))) refused += 1;
    const kept = files.length - refused;
    announce(ngettext("%(kept)s of %(count)s file is attached.", "%(kept)s of %(count)s files are attached.", files.length, { kept }));
    this.form.reset();
    if (kept) await this.showKept();
  }

  private sendOne(file: File): Promise<boolean> {
    const row = this.row(file);
    const fault = faultOf(file, limitsOf(this.area));
    if (fault) {
      row.fail(fault);
      return Promise.resolve(false);
    }
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.form.action);
      request.setRequestHeader("Accept", "application/json");
      request.upload.addEventListener("progress", (event) => row.progress(event.loaded / (event.total || 1)));
      request.addEventListener("load", () => {
        const isKept = request.status === 201;
        if (isKept) row.remove();
        else row.fail(reasonOf(request));
        resolve(isKept);
      });
      request.addEventListener("error", () => {
        row.fail(gettext("The connection was lost. Choose the file again."));
        resolve(false);
      });
      const body = new FormData();
      body.set("csrfmiddlewaretoken", this.form.querySelector<HTMLInputElement>("[name=csrfmiddlewaretoken]")?.value ?? "");
      body.set("attachments", file);
      request.send(body);
    });
  }

  private row(file: File): { progress(share: number): void; fail(reason: string): void; remove(): void } {
    const row = document.createElement("li");
    const name = document.createElement("span");
    name.className = "attachment-name";
    name.textContent = file.name;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", gettext("Sending %(file)s", { file: file.name }));
    row.append(name, bar);
    this.list.append(row);
    this.list.hidden = false;
    return {
      progress: (share) => (bar.value = share),
      fail: (reason) => {
        const told = document.createElement("span");
        told.className = "field-error";
        told.setAttribute("role", "alert");
        told.textContent = reason;
        bar.replaceWith(told);
      },
      remove: () => row.remove(),
    };
  }

  /** Read the list anew, as the server keeps it, and leave the refused ones to be read. */
  private async showKept(): Promise<void> {
    const card = this.area.closest<HTMLElement>("[data-files]");
    const answer = await fetch(card?.dataset["files"] ?? "");
    if (!card || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const list = page.querySelector(".file-list");
    const title = page.querySelector(".card-header");
    if (title) card.querySelector(".card-header")?.replaceWith(title);
    if (!list) return;
    const shown = card.querySelector(".file-list");
    if (shown) shown.replaceWith(list);
    else card.querySelector(".card-body")?.prepend(list);
  }
}

function reasonOf(request: XMLHttpRequest): string {
  try {
    return (JSON.parse(request.responseText) as { detail: string }).detail;
  } catch {
    return request.status === 413 ? gettext("The file is too large.") : gettext("The server could not take the file. Try again in a moment.");
  }
}
