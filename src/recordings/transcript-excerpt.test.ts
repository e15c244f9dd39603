import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { cutAtWord, excerptLength } from "./transcript-excerpt.js";

describe("cutAtWord", () => {
  it.each<[string, number, string]>([
    ["", 10, ""],
    ["short", 10, "short"],
    ["exactly 10", 10, "exactly 10"],
    ["one two three", 8, "one two…"],
    ["one two three", 7, "one…"],
    ["one two three", 3, "on…"],
    ["unbroken", 5, "unbr…"],
    ["Customer: Hi\nAgent:   Hello", 100, "Customer: Hi Agent: Hello"],
    ["word\n\nand", 5, "word…"],
    ["日本語のテキスト", 4, "日本語…"],
    ["🍤🍤🍤🍤", 3, "🍤🍤…"],
    ["x", 1, "x"],
    ["xy", 1, "…"],
  ])("%j at %i is %j", (text, length, cut) => {
    expect(cutAtWord(text, length)).toBe(cut);
  });

  it("never exceeds its length, and is the beginning of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 40 }), (text, length) => {
        const cut = cutAtWord(text, length);
        expect([...cut].length).toBeLessThanOrEqual(length);
        expect(text.replace(/\s+/g, " ").trim().startsWith(cut.replace(/…$/, "").trim())).toBe(true);
      }),
    );
  });
});

describe("excerptLength", () => {
  it("is 200 where nothing is said", () => {
    expect([excerptLength(null), excerptLength(undefined), excerptLength(7)]).toEqual([200, 200, 7]);
  });
});
