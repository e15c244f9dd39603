import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readSearchQuery, writeSearchQuery } from "./search-query.js";

const written = (text: string): string => writeSearchQuery(readSearchQuery(text), new Map());

describe("what a person types into a search box", () => {
  it.each([
    ["lunch party", "lunch party"],
    ['"lunch party" deposit', '"lunch party" deposit'],
    ["“lunch party”", '"lunch party"'],
    ["lunch OR dinner menu", "lunch OR dinner menu"],
    ["lunch | dinner", "lunch OR dinner"],
    ["lunch -cancelled", "lunch -cancelled"],
    ["lunch NOT cancelled", "lunch -cancelled"],
    ['lunch -"no show"', 'lunch -"no show"'],
    ["cater*", "cater*"],
    ["gluten-free", '"gluten free"'],
    ["7:30", '"7 30"'],
    ["twenty one guests", '"twenty one" guests'],
    ["twenty OR one", "twenty OR one"],
    ["twenty -one", "twenty -one"],
    ["twenty one two", '"twenty one" two'],
    ["12.5", "12.5"],
    ['"unbalanced quote', "unbalanced quote"],
    ["OR lunch", "lunch"],
    ["lunch OR", "lunch"],
    ["'; DROP TABLE call_recordings; --", 'drop table "call recordings"'],
    ["foo & bar ! (baz) <-> :*", "foo bar baz"],
    ["(.*)[a-z]+$ \\1", '"a z" 1'],
    ["\u0000lunch\u0007", "lunch"],
    ["🎉🎂", ""],
    ["?!…", ""],
    ["- -- ---", ""],
    ["حجز غرفة", "حجز غرفة"],
    ["Café MÜLLER", "café müller"],
    ["", ""],
  ])("reads %j as %j", (typed, read) => {
    expect(written(typed)).toBe(read);
  });

  it("keeps the first 32 words of a long text and says so", () => {
    const query = readSearchQuery("word ".repeat(500));
    expect(query.clauses).toHaveLength(32);
    expect(query.isCut).toBe(true);
  });

  it("never throws, and lets only letters and digits through", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const query = readSearchQuery(text);
        const words = [...query.clauses.flatMap((clause) => clause.units), ...query.excluded].flatMap(
          (unit) => unit.words,
        );
        for (const word of words) expect(word).toMatch(/^[\p{L}\p{M}\p{N}.]+$/u);
      }),
    );
  });
});
