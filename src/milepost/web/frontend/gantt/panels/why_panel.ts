/** The panel that explains the selected task's dates with a fragment made by the server. */

import { icon } from "../../icon.ts";
import { html } from "../elements.ts";
import { fetchFragment, Refusal } from "../server.ts";

export class WhyPanel {
  readonly element = html("aside", "gantt-why", { hidden: "", "aria-label": "Why this date", tabindex: -1 });
  private readonly title = html("h2");
  private readonly body = html("div", "gantt-why-body");

  constructor(private readonly onClose: () => void) {
    const close = html("button", "button button-quiet button-icon button-small", { type: "button" });
    close.append(icon("close", "Close"));
    close.addEventListener("click", () => this.close());
    const header = html("header", "gantt-why-header");
    header.append(this.title, close);
    this.element.append(header, this.body);
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  async explain(name: string, url: string): Promise<void> {
    this.title.textContent = name;
    this.body.setAttribute("aria-busy", "true");
    this.element.hidden = false;
    try {
      this.body.innerHTML = await fetchFragment(url);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.body.textContent = error.message;
    } finally {
      this.body.removeAttribute("aria-busy");
    }
  }

  focus(): void {
    this.element.focus();
  }

  close(): void {
    this.element.hidden = true;
    this.onClose();
  }
}
