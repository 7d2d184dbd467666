/** Parts of the application's own pages, and forms sent as a page sends them. */

import { reach, refusalOf } from "../server.ts";

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
