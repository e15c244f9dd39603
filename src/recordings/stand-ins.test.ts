import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { standInsFor } from "./stand-ins.js";

describe("standInsFor", () => {
  it.each([
    ["gratuity", "tip"],
    ["children", "kids"],
    ["sick", "ill"],
    ["automobile", "car"],
    ["photograph", "picture"],
    ["begin", "began"],
    ["someone", "somebody"],
    ["paid", "pay"],
  ])("for %j: %j", (word, other) => {
    expect(standInsFor(word)).toContain(other);
  });

  it.each([
    ["plant", "works"],
    ["plant", "set"],
    ["garbage", "refuse"],
    ["cheap", "loud"],
    ["complaint", "ill"],
    ["toilet", "can"],
    ["photo", "photo"],
    ["sick", "crazy"],
    ["cat", "guy"],
    ["noodle", "attic"],
  ])("for %j never %j", (word, other) => {
    expect(standInsFor(word)).not.toContain(other);
  });

  it("gives single words, and never the word itself, whatever is asked", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom("", "a", "9", "being", "__proto__")), (word) => {
        const others = standInsFor(word);
        expect(others).not.toContain(word);
        for (const other of others) expect(other).toMatch(/^[a-z]{2,}$/);
      }),
    );
  });
});
