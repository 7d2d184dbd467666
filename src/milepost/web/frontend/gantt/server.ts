/** Talks to the server: reads the document and its revisions, sends edits, fetches explanations. */

import type { EditAnswer, ScheduleDocument } from "./document.ts";

/** A sentence that a person can act on. */
export class Refusal extends Error {}

const UNREACHABLE = "The server cannot be reached. Check the connection and try again.";
const FAILED = "The server could not do this. Nothing was changed.";

export class ScheduleSource {
  private etag: string | null = null;

  constructor(readonly url: string) {}

  /** Read the document; undefined when it is still the one read before. */
  async read(): Promise<ScheduleDocument | undefined> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (this.etag) headers["If-None-Match"] = this.etag;
    const response = await reach(this.url, { headers });
    if (response.status === 304) return undefined;
    if (!response.ok) throw new Refusal(await reasonOf(response));
    this.etag = response.headers.get("ETag");
    return (await response.json()) as ScheduleDocument;
  }
}

/** Send an edit's fields; raises a Refusal with the server's sentence when it is turned down. */
export async function sendEdit(url: string, fields: Record<string, number>): Promise<EditAnswer> {
  const body = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
  const response = await reach(url, { method: "POST", body, headers });
  if (!response.ok) throw new Refusal(await reasonOf(response));
  return (await response.json()) as EditAnswer;
}

/** Fetch an HTML fragment of the application's own. */
export async function fetchFragment(url: string): Promise<string> {
  const response = await reach(url, { headers: { "HX-Request": "true" } });
  if (!response.ok) throw new Refusal(await reasonOf(response));
  return response.text();
}

async function reach(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: "same-origin", ...options });
  } catch {
    throw new Refusal(UNREACHABLE);
  }
}

async function reasonOf(response: Response): Promise<string> {
  if (!response.headers.get("Content-Type")?.includes("json")) return FAILED;
  const problem = (await response.json()) as { detail?: unknown };
  return typeof problem.detail === "string" ? problem.detail : FAILED;
}

export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}
