import { describe, expect, it } from "@jest/globals";
import { lexTurns } from "./lexemes.js";
import { SaidWords } from "./said-words.js";
import { readTitles, weighTitles } from "./title-mentions.js";

const named = (text: string, titles: readonly string[]): string[] => {
  const said = new SaidWords(lexTurns([{ speaker: "customer", text, startSeconds: null, endSeconds: null }]));
  return readTitles(said, weighTitles(titles, []), 0.1).map(({ title }) => titles[title] ?? "");
};

describe("readTitles", () => {
  it.each([
    ["it's the Giants and the Nationals", ["Giants vs Nationals", "Giants vs Cubs"], ["Giants vs Nationals"]],
    // One has more words beside, but of both the same was said.
    ["it's about the reef", ["Reef trip", "Reef trip by night"], ["Reef trip", "Reef trip by night"]],
    ["there's three of them", ["Hall for 3 hours", "Pool"], []],
    ["the hall for three hours", ["Hall for 3 hours", "Pool"], ["Hall for 3 hours"]],
    ["on the fourth", ["Fourth of July party", "Pool"], ["Fourth of July party"]],
    ["it's about the reef trip", ["Reef trip", "Reef trip by night"], ["Reef trip"]],
  ])("hears in %j which of %j is named", (text, titles, expected) => {
    expect(named(text, titles).sort()).toEqual([...expected].sort());
  });
});
