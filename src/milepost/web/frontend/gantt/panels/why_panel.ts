/** The panel that explains the selected task's dates with a fragment made by the server. */

import { icon } from "../../icon.ts";
import { html } from "../elements.ts";
import { Refusal } from "../server.ts";
import { fetchFragment } from "./pages.ts";
import { gettext } from "../../texts.ts";

export interface WhyListener {
  close(): void;
  /** Show a task of the chain, which is then explained in turn. */
  goTo(taskId: number): void;
}

export class WhyPanel {
  readonly element = html("aside", "gantt-why", { hidden: "", "aria-label": gettext("Why this date"), tabindex: -1 });
  private readonly title = html("h2");
  private readonly body = html("div", "gantt-why-body");

  constructor(private readonly listener: WhyListener) {
    const close = html("button", "button button-quiet button-icon button-small", { type: "button" });
    close.append(icon("close", gettext("Close")));
    close.addEventListener("click", () => this.close());
    const header = html("header", "gantt-why-header");
    header.append(this.title, close);
    this.element.append(header, this.body);
    this.body.addEventListener("click", (event) => this.walk(event));
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

  /** Follow the chain within the schedule; with a modifier the link opens the task's page. */
  private walk(event: MouseEvent): void {
    const link = (event.target as Element).closest<HTMLElement>("a[data-task]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.listener.goTo(Number(link.dataset["task"]));
  }

  focus(): void {
    this.element.focus();
  }

  close(): void {
    this.element.hidden = true;
    this.listener.close();
  }
}
