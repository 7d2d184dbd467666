import { describe, expect, it } from "vitest";

import { faultOf } from "#frontend/discussion/limits.ts";

const limits = { most: 2, accepted: [".pdf", ".jpg", ".jpeg"] };

describe("what the server would refuse", () => {
  it("is nothing of a file that fits", () => {
    expect(faultOf({ name: "Plan.PDF", size: 2_000_000 }, limits)).toBe("");
  });

  it("is a file of another type, with the types that are taken", () => {
    expect(faultOf({ name: "setup.exe", size: 10 }, limits)).toBe(
      "Files of this type are not attached here. Allowed are pdf, jpg, jpeg.",
    );
  });

  it("is a file that is too large", () => {
    expect(faultOf({ name: "film.jpeg", size: 2_000_001 }, limits)).toBe("Larger than 2 MB; it was not sent.");
  });
});
