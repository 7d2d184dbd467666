/** Reads the schedule document and its revisions, and what else is told in JSON. */

import type { EditProblem, EditRefusal, ScheduleDocument } from "./document.ts";
import { gettext } from "../texts.ts";

/** A sentence that a person can act on, and where it says so what is wrong with each field. */
export class Refusal extends Error {
  constructor(
    sentence: string,
    readonly problems: readonly EditProblem[] = [],
  ) {
    super(sentence);
  }
}

/** The server was not reached, or was not there to answer: what was asked may be asked again. */
export class Unreached extends Refusal {}

/** What a proxy answers while the server behind it is away. */
const AWAY = [502, 503, 504];
const UNREACHABLE = gettext("The server cannot be reached. Check the connection and try again.");
const FAILED = gettext("The server could not do this. Nothing was changed.");

export class ScheduleSource {
  private etag: string | null = null;

  constructor(readonly url: string) {}

  /** Read the document; undefined when it is still the one read before. */
  async read(): Promise<ScheduleDocument | undefined> {
    // Without headers of its own the first question is the one that the page asked ahead.
    const headers: Record<string, string> = this.etag ? { Accept: "application/json", "If-None-Match": this.etag } : {};
    return this.answered(await reach(this.url, { headers }));
  }

  /** Read the whole document; another read may know its ETag by now without having been taken in. */
  async readWhole(): Promise<ScheduleDocument | undefined> {
    return this.answered(await reach(this.url, { headers: { Accept: "application/json" }, cache: "reload" }));
  }

  private async answered(response: Response): Promise<ScheduleDocument | undefined> {
    if (response.status === 304) return undefined;
    if (!response.ok) throw await refusalOf(response);
    this.etag = response.headers.get("ETag");
    return (await response.json()) as ScheduleDocument;
  }

  /** Read the whole document the next time, for the one read last was not taken in. */
  forget(): void {
    this.etag = null;
  }
}

export async function readJson<Answer>(url: string): Promise<Answer> {
  const response = await reach(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as Answer;
}

/** Fetch from the server; raises Unreached when it cannot be reached. */
export async function reach(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { credentials: "same-origin", ...options });
  } catch {
    throw new Unreached(UNREACHABLE);
  }
}

export async function refusalOf(response: Response): Promise<Refusal> {
  if (AWAY.includes(response.status)) return new Unreached(UNREACHABLE);
  if (!response.headers.get("Content-Type")?.includes("json")) return new Refusal(FAILED);
  const { detail, errors } = (await response.json()) as Partial<EditRefusal>;
  return new Refusal(typeof detail === "string" ? detail : FAILED, errors);
}
