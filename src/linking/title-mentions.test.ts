import { describe, expect, it } from "@jest/globals";
import { lexTurns } from "./lexemes.js";
import { SaidWords } from "./said-words.js";
import { readTitles, weighTitles } from "./title-mentions.js";

const read = (text: string, titles: readonly string[]) => {
  const said = new SaidWords(lexTurns([{ speaker: "customer", text, startSeconds: null, endSeconds: null }]));
  return readTitles(said, weighTitles(titles, []), 0.1);
};
const named = (text: string, titles: readonly string[]): string[] =>
  read(text, titles).map(({ title }) => titles[title] ?? "");

describe("readTitles", () => {
  it.each([
    ["it's the Giants and the Nationals", ["Giants vs Nationals", "Giants vs Cubs"], ["Giants vs Nationals"]],
    // One has more words beside, but of both the same was said.
    ["it's about the reef", ["Reef trip", "Reef trip by night"], ["Reef trip", "Reef trip by night"]],
    ["there's three of them", ["Hall for 3 hours", "Pool"], []],
    ["the hall for three hours", ["Hall for 3 hours", "Pool"], ["Hall for 3 hours"]],
    ["on the third", ["Tent, 3 nights", "Barn"], []],
    ["on the fourth", ["Fourth of July party", "Pool"], ["Fourth of July party"]],
    ["it's about the reef trip", ["Reef trip", "Reef trip by night"], ["Reef trip"]],
    [
      "it's about the mill house",
      ["Mill house, 3 nights", "Mill house, 7 nights", "Barn, 7 nights"],
      ["Mill house, 3 nights", "Mill house, 7 nights"],
    ],
  ])("hears in %j which of %j is named", (text, titles, expected) => {
    expect(named(text, titles).sort()).toEqual([...expected].sort());
  });

  it("hears as much of each of two titles that differ in figures", () => {
    const shares = read("it's about the mill house", [
      "Mill house, 3 nights",
      "Mill house, 7 nights",
      "Barn, 7 nights",
    ]);
    expect(new Set(shares.map(({ share }) => share)).size).toBe(1);
  });
});
