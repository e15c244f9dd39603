import { describe, expect, it } from "@jest/globals";
import { readParts } from "./asked-parts.js";

const names = new Set(["ruth", "ben"]);

/**
 * Of each part what it asks for, the words it looks for as "word" or, where they come from another part, "(word)", and
 * whom it names.
 */
const read = (question: string): string[] =>
  readParts(question, names).map(({ asks, terms, speakers }) => {
    const words = terms.map(({ stems }) => {
      const [stem, weight] = [...stems].reduce((most, each) => (each[1] > most[1] ? each : most));
      return weight < 1 ? `(${stem})` : stem;
    });
    return [asks, ...words, ...[...speakers].map((name) => `by ${name}`)].join(" ");
  });

describe("what the parts of a question look for", () => {
  it.each<[question: string, parts: string[]]>([
    ["How many guests are coming and does anybody have an allergy?", ["amount guest come", "other allerg"]],
    ["When and where is the party?", ["when parti", "where parti"]],
    ["Who is the race meant to benefit, and why?", ["who race meant benefit", "other race meant benefit"]],
    ["When is it, and what did she say about parking?", ["when event", "other park"]],
    ["What hurt Ruth and when did it stop?", ["other hurt by ruth", "when stop (hurt) by ruth"]],
    ["Which menu did Ruth order and what does Ben want?", ["other menu order by ruth", "other want by ben"]],
    ["Which menu did Ruth order and did she pay?", ["other menu order by ruth", "other pay by ruth"]],
    [
      "How many loaves are baked, how many were sold, and how many will Ben eat?",
      ["amount loav bake", "amount sell (loav) (bake)", "amount eat (sell) (loav) (bake) by ben"],
    ],
    [
      "Which menu did Ruth order and did she pay for it?",
      ["other menu order by ruth", "other pay (menu) (order) by ruth"],
    ],
    ["Is it about the tent? Is it about the tent?", ["other tent"]],
    ["When is it? And why?", ["when event", "other event"]],
    ["What is it?", ["other"]],
    ["Where is it?", ["where event"]],
    ["", ["other"]],
  ])("are read of %j", (question, parts) => {
    expect(read(question)).toEqual(parts);
  });
});
