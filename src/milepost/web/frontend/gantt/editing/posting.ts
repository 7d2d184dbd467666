/** Sends edits to the server. */

import type { EditAnswer } from "../document.ts";
import { reach, refusalOf } from "../server.ts";

/** Post an edit; raises a Refusal with the server's sentence when it is turned down. */
export async function post(url: string, body: object = {}): Promise<EditAnswer> {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
  const response = await reach(url, { method: "POST", body: JSON.stringify(body), headers });
  if (!response.ok) throw await refusalOf(response);
  return (await response.json()) as EditAnswer;
}

function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? "";
}
