import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { foldedWords } from "./spoken-words.js";
import { WordTable } from "./word-table.js";

/** A table whose meanings are places in the list of the words it was asked for. */
function tableOf() {
  const asked: string[] = [];
  const table = new WordTable((word) => asked.push(word), 0);
  const read = (text: string): string[] => {
    const meanings = new Uint32Array(text.length + 1);
    const end = table.read(text, meanings, 1);
    return [...meanings.slice(1, end)].map((meaning) => asked[meaning - 1] ?? "");
  };
  return { asked, table, read };
}

describe("a table of words", () => {
  it.each([
    "Hello, HELLO hello!",
    "3.5pm, 1.2.3.4 and v1.5: 12ab.5 $1,200.00 5.",
    "It's 7:30 — café Ångström naïve",
    "日本語 текст 3٫5 ½ 😀 a\u0301",
    "",
    "x",
  ])("finds the words of %j", (text) => {
    expect(tableOf().read(text)).toEqual(foldedWords(text));
  });

  it("finds the words of any text, and asks once for each", () => {
    const texts = fc.array(fc.oneof(fc.string({ unit: fc.constantFrom(..."abAB19.' é") }), fc.string()));
    fc.assert(
      fc.property(texts, (all) => {
        const { asked, read } = tableOf();
        const kept = all.map((text) => text.slice(0, 40));
        for (const text of [...kept, ...kept]) expect(read(text)).toEqual(foldedWords(text));
        expect(new Set(asked).size).toBe(asked.length);
      }),
    );
  });

  it("knows no words that nobody asks for, nor more than it has room for", () => {
    const { asked, table, read } = tableOf();
    expect(read(`so ${"a".repeat(41)} what`)).toEqual(["so", "", "what"]);
    read(Array.from({ length: 100_000 }, (_, i) => `w${i}`).join(" "));
    expect(table.size).toBe(90_000);
    expect(asked).toHaveLength(90_000);
    expect(read("so w1 w99999")).toEqual(["so", "w1", ""]);
  });
});
