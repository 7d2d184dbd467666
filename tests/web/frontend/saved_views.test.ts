import { expect, test } from "vitest";
import { keptQuery } from "../../../src/milepost/web/frontend/saved_views.ts";

test("a view keeps the address's query, without the page of rows and the view it came from", () => {
  expect(keptQuery("?sort=-finish&page=4&view=12&tier=large&tier=small")).toBe("sort=-finish&tier=large&tier=small");
});
