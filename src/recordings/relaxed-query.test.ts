import { describe, expect, it } from "@jest/globals";
import { relax, relaxationsOf } from "./relaxed-query.js";
import type { AskedClause } from "./search-plan.js";
import { readSearchQuery, writeSearchQuery } from "./search-query.js";

/** The queries tried for `text` in turn, where each word tells so many bits; none for a word that nobody says. */
function tried(text: string, bits: Readonly<Record<string, number>>): string[] {
  const query = readSearchQuery(text);
  const asked = query.clauses.map((clause): AskedClause => {
    const weight = bits[clause.units[0]?.words[0] ?? ""];
    const typed = clause.units[0]?.typed;
    return {
      clause,
      weight: weight ?? 20,
      isUnsaid: weight === undefined,
      standIn: typed === "brolly" ? "umbrella" : null,
    };
  });
  return relaxationsOf(asked).map((relaxation) => writeSearchQuery(relax(query, relaxation), new Map()));
}

describe("relaxationsOf", () => {
  it.each<[string, string[]]>([
    ["rain", []],
    ["helicopter", []],
    ["helicopter submarine", []],
    ["helicopter rain", ["rain"]],
    ["rain canopy", ["rain OR canopy"]],
    ["rain party", ["rain", "rain OR party"]],
    ["helicopter rain party", ["rain party", "rain", "rain OR party"]],
    ["rain OR wind canopy", ["rain OR wind OR canopy"]],
    ["rain canopy -cancelled", ["rain OR canopy -cancelled"]],
    ['helicopter "rain party"', ['"rain party"']],
    ['"rain party" canopy wind', ['"rain party" canopy OR wind']],
    ['"rain party"', []],
    ["brolly", ["umbrella"]],
    ["brolly rain", ["umbrella rain", "rain"]],
    ["brolly helicopter rain", ["umbrella rain", "rain"]],
  ])("of %j tries %j", (text, expected) => {
    expect(tried(text, { rain: 9, canopy: 8, wind: 7, party: 2 })).toEqual(expected);
  });
});
