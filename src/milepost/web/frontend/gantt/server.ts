/** Talks to the server: reads the document and its revisions, sends edits, fetches explanations. */

import type { EditAnswer, EditProblem, EditRefusal, ScheduleDocument } from "./document.ts";

/** A sentence that a person can act on, and where it says so what is wrong with each field. */
export class Refusal extends Error {
  constructor(
    sentence: string,
    readonly problems: readonly EditProblem[] = [],
  ) {
    super(sentence);
  }
}

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
    if (!response.ok) throw await refusalOf(response);
    this.etag = response.headers.get("ETag");
    return (await response.json()) as ScheduleDocument;
  }
}

export async function readJson<Answer>(url: string): Promise<Answer> {
  const response = await reach(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as Answer;
}

/** Post an edit; raises a Refusal with the server's sentence when it is turned down. */
export async function post(url: string, body: object = {}): Promise<EditAnswer> {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  const response = await reach(url, { method: "POST", body: JSON.stringify(body), headers });
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as EditAnswer;
}

/** Fetch an HTML fragment of the application's own. */
export async function fetchFragment(url: string): Promise<string> {
  const response = await reach(url, { headers: { "HX-Request": "true" } });
  if (!response.ok) throw await refusalOf(response);
  return response.text();
}

/** Post a form as a page does, and give the page that answers. */
export async function postForm(url: string, body: FormData): Promise<{ status: number; text: string }> {
  const response = await reach(url, { method: "POST", body });
  return { status: response.status, text: await response.text() };
}

async function reach(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: "same-origin", ...options });
  } catch {
    throw new Refusal(UNREACHABLE);
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  if (!response.headers.get("Content-Type")?.includes("json")) return new Refusal(FAILED);
  const { detail, errors } = (await response.json()) as Partial<EditRefusal>;
  return new Refusal(typeof detail === "string" ? detail : FAILED, errors);
}

export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}
