import { describe, expect, it } from "@jest/globals";
import { questionParts } from "./question-parts.js";

describe("the parts of a question", () => {
  it.each<[question: string, parts: string[]]>([
    [
      "How many guests are coming and does anybody have an allergy?",
      ["How many guests are coming", "does anybody have an allergy?"],
    ],
    ["How many guests and any allergies?", ["How many guests", "any allergies?"]],
    ["When is it, and what did she say about parking?", ["When is it", "what did she say about parking?"]],
    ["When is it, what did she say about parking?", ["When is it", "what did she say about parking?"]],
    ["Who is Ruth? Does she bake?", ["Who is Ruth", "Does she bake?"]],
    ["Parking? Cake?", ["Parking", "Cake?"]],
    ["Which menu did they choose; deposit", ["Which menu did they choose", "deposit"]],
    ["parking\nallergies\nwho pays", ["parking", "allergies", "who pays"]],
    ["What is the menu, and also the parking?", ["What is the menu", "the parking?"]],
    ["Who sings? Also, is there a stage?", ["Who sings", "is there a stage?"]],
    ["What does he pay as well as the deposit?", ["What does he pay", "the deposit?"]],
    ["Who is it meant to benefit, and why?", ["Who is it meant to benefit", "why?"]],
    ["When and where is the party?", ["When", "where is the party?"]],
    [
      "Tell me who pays, how many come and whether anybody is vegan.",
      ["Tell me who pays", "how many come", "whether anybody is vegan."],
    ],
    ["Is Ruth coming, isn't Ben ill and will Ann drive?", ["Is Ruth coming", "isn't Ben ill", "will Ann drive?"]],
    ["What's the venue and what's the price?", ["What's the venue", "what's the price?"]],
    ["Who called? And the deposit?", ["Who called", "the deposit?"]],
    [
      "Where do they sit, which menu did they take, whose idea was it?",
      ["Where do they sit", "which menu did they take", "whose idea was it?"],
    ],
  ])("are cut in %j", (question, parts) => {
    expect(questionParts(question)).toEqual(parts);
  });

  it.each([
    "Does she want the mac and cheese or the salt and pepper squid?",
    "When I was in Paris, what did I eat?",
    "If it rains, where do they sit?",
    "Who builds furniture for Ivy and Marcus?",
    "What did she say and do about the tent?",
    "How many have been and will be invited?",
    "Does it rain in April and May?",
    "Did Ben and Will pay?",
    "When did I visit Dr. Ferreira about the headaches?",
    "She called about the wedding. When is it?",
    "Hi! How many guests are coming?",
    "How many guests are coming? Thanks a lot.",
    "What does she also like, and not any longer?",
    "How much is 3.5 plus tax?",
    "What did he say when she asked, and because of whom?",
    "Parking",
  ])("are one in %j", (question) => {
    expect(questionParts(question)).toEqual([question]);
  });

  it("are none where nothing is asked, and few where everything is", () => {
    expect(questionParts(" ?!… ")).toEqual([]);
    const many = questionParts("Why? ".repeat(2_000));
    expect(many).toHaveLength(6);
    expect(many.at(-1)).toMatch(/^Why\? Why\?/);
  });
});
