/** The totals of a week in hours follow what is typed; the server counts them again. */

export function addUpTimesheets(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form.timesheet")) {
    form.addEventListener("input", () => addUp(form));
    addUp(form);
  }
}

function addUp(form: HTMLFormElement): void {
  const days = Array.from({ length: 7 }, () => 0);
  for (const line of form.querySelectorAll("[role=group]")) {
    const hours = [...line.querySelectorAll("input")].map((field) => hoursOf(field.value));
    write(line.querySelector(".timesheet-total"), sum(hours));
    hours.forEach((each, day) => (days[day] = (days[day] ?? 0) + each));
  }
  const foot = form.querySelector(".timesheet-foot");
  foot?.querySelectorAll(".timesheet-day").forEach((cell, day) => write(cell, days[day] ?? 0));
  write(foot?.querySelector(".timesheet-total") ?? null, sum(days));
}

/** Reads what a field says; what is no number is refused by the server, and counts for nothing here. */
export function hoursOf(text: string): number {
  const hours = Number(text.trim());
  return Number.isFinite(hours) && hours > 0 ? hours : 0;
}

/** Writes hours as the server does: at most two decimals, and none that say nothing. */
export function hoursText(hours: number): string {
  return hours.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

function write(place: Element | null, hours: number): void {
  if (place) place.textContent = hoursText(hours);
}

function sum(hours: number[]): number {
  return hours.reduce((whole, each) => whole + each, 0);
}
