import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { packageRoot } from "../package-root.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

const SPEAKERS = { A: "agent", C: "customer", U: "unknown" } as const;

/** What the database finds in a talk of "A: …", "C: …" and "U: …" lines, as "kind: text" and the question where it is an answer. */
async function statementsOf(...lines: string[]): Promise<string[]> {
  const segments = lines.map((line) => ({
    speaker: SPEAKERS[line[0] as keyof typeof SPEAKERS],
    name: null,
    text: line.slice(3),
    start: 0,
    end: 1,
  }));
  const rows = await database.sql.query<{ kind: string; said: string; question: string | null }>(
    "SELECT kind, said, question FROM statements_of($1::jsonb)",
    [JSON.stringify(segments)],
  );
  return rows.map(({ kind, said, question }) => `${kind}: ${said}${question === null ? "" : ` <- ${question}`}`);
}

describe("statements_of", () => {
  it.each([
    "C: My son can't eat nuts.",
    "C: my wife can’t eat gluten",
    "C: She cannot have shellfish.",
    "C: We don't eat pork.",
    "C: He carries an EpiPen.",
    "C: bring the epi pen",
    "C: My mother never eats meat.",
    "C: He must not have sesame.",
    "C: I am pescatarian.",
    "C: I have asthma, so no smoke please.",
    "C: We always prefer to sit outside.",
    "U: I am allergic to figs.",
    "U: she can't eat dairy",
  ])("notes %j", async (line) => {
    expect(await statementsOf(line)).toEqual([`preference: ${line.slice(3)}`]);
  });

  it.each(["A: I will send you the menu.", "U: I'll call you back."])("takes %j for a promise", async (line) => {
    expect(await statementsOf(line)).toEqual([`promise: ${line.slice(3)}`]);
  });

  it.each([
    ["A: You can't eat the decoration."],
    ["U: Is anybody vegetarian?"],
    ["C: I will send you the list."],
    ["C: Sounds good."],
    ["A: Any allergies?", "C: No, thank you."],
    ["A: Any allergies?", "C: None that I know."],
    ["A: Any allergies?", "C: Let me ask my wife."],
    ["A: Any dietary needs?", "C: What do you mean?"],
    ["A: Any balloons?", "C: Yes, blue."],
  ])("passes over %j", async (...lines) => {
    expect(await statementsOf(...lines)).toEqual([]);
  });

  it.each([
    [["A: Any allergies?", "C: Yes, sesame."], ["preference: Yes, sesame. <- Any allergies?"]],
    [
      ["A: any food restrictions we should know of", "C: sesame"],
      ["preference: sesame <- any food restrictions we should know of"],
    ],
    [["U: Does anyone have allergies?", "U: Yes, kiwi."], ["preference: Yes, kiwi. <- Does anyone have allergies?"]],
    [
      ["A: Is there anything they can't eat?", "C: No, only shrimp."],
      ["preference: No, only shrimp. <- Is there anything they can't eat?"],
    ],
    [
      ["A: Any allergies?", "C: Yes.", "A: To what?", "C: Sesame."],
      ["preference: Yes. <- Any allergies?", "preference: Sesame. <- Any allergies?"],
    ],
  ])("reads answers: %j", async (lines, expected) => {
    expect(await statementsOf(...lines)).toEqual(expected);
  });

  it("keeps a need that comes late in a talk full of wishes", async () => {
    const wishes = Array.from({ length: 30 }, (_, i) => `C: I prefer colour ${i}.`);
    const kept = await statementsOf(...wishes, "C: My daughter is allergic to peanuts.");
    expect(kept).toHaveLength(16);
    expect(kept[0]).toBe("preference: My daughter is allergic to peanuts.");
  });
});

const CASES = join(packageRoot, "src/linking/cases");
/** Each way of saying something that is noted. */
const NOTED = [
  ...[
    "allergic",
    "anaphylactic",
    "EpiPen",
    "epi-pens",
    "epi pen",
    "intolerant",
    "vegans",
    "vegetarian",
    "pescatarians",
    "gluten",
  ],
  ...[
    "dairy",
    "lactose",
    "halal",
    "kosher",
    "celiac",
    "coeliacs",
    "diabetic",
    "asthma",
    "epileptic",
    "nut free",
    "peanut-free",
  ],
  ...[
    "shellfish free",
    "sesame-free",
    "egg free",
    "dietary",
    "wheelchairs",
    "accessible",
    "hard of hearing",
    "deaf",
    "blind",
  ],
  ...[
    "pregnant",
    "no nuts",
    "no peanuts",
    "no shellfish",
    "no sesame",
    "no seafood",
    "no shrimp",
    "no egg",
    "no eggs",
    "no pork",
  ],
  ...[
    "no alcohol",
    "no meat",
    "no beef",
    "no fish",
    "can't eat",
    "can’t have",
    "cant drink",
    "cannot tolerate",
    "can not be near",
  ],
  ...[
    "can't really eat",
    "cannot even have",
    "don't eat",
    "do not eat",
    "doesnt drink",
    "did not tolerate",
    "won't eat",
  ],
  ...[
    "must not have",
    "mustn’t have",
    "shouldn't drink",
    "never eats",
    "never drink",
    "not allowed to eat",
    "unable to drink",
  ],
  ...[
    "wheel chair",
    "in a chair now",
    "step free",
    "crutches",
    "walking frame",
    "zimmer",
    "has a walker",
    "mobility scooter",
  ],
  ...[
    "bad knees",
    "dodgy hip",
    "gammy leg",
    "weak heart",
    "can't do stairs",
    "don’t climb steps",
    "trouble with the stools",
  ],
  ...["not great on the stairs", "cannot walk far", "can't stand long", "insulin", "oxygen", "pacemaker", "seizures"],
  ...["heart condition", "medicine", "medication", "autistic", "dementia", "alzheimer's", "parkinsons"],
  ...["sign language", "interpreter", "guide dog", "service dogs", "assistance dog"],
  ...[
    "prefers",
    "high chair",
    "favorite",
    "favourites",
    "my budget",
    "our budget",
    "he always",
    "they usually",
    "we never",
  ],
  ...[
    "I hate",
    "she dislike",
    "I can't stand",
    "we cannot do",
    "I can not do",
    "I'd rather",
    "we would rather",
    "call me",
  ],
  ...["text me", "email me", "e-mail me", "reach me", "not a fan", "love the", "loved your", "love that", "love when"],
  ...["loved it when", "like the", "liked your", "like that", "liked when", "like it when", "enjoy the", "enjoyd that"],
  ...[
    "Any allergies?",
    "Any intolerances?",
    "any diets",
    "Are there food restrictions",
    "with special needs",
    "about special meals",
  ],
  ...["what accessibility", "anything they can't eat", "foods to avoid", "ingredients to leave out"],
  ...[
    "I'll send",
    "we’ll call",
    "I will kindly email",
    "I'm going to check",
    "we are going to hold",
    "I am going to refund",
  ],
];

describe("statement_cues", () => {
  const missing = (said: readonly string[]) =>
    database.sql.query<{ text: string; told: boolean; cued: boolean }>(
      `SELECT text, told, cued
         FROM unnest($1::text[]) AS text
        CROSS JOIN LATERAL (
          SELECT coalesce(statement_kind('customer', text), statement_kind('agent', text), statement_kind('unknown', text)) IS NOT NULL
                 OR asks_after_needs(text) AS told,
                 lower(text COLLATE "C") LIKE ANY (SELECT '%' || cue || '%' FROM unnest(statement_cues()) AS cue) AS cued) AS found
        WHERE told AND NOT cued OR NOT told AND $2`,
      [said, said === NOTED],
    );

  it("holds in each way of saying something that is noted", async () => {
    expect(await missing(NOTED)).toEqual([]);
    expect(await missing(NOTED.map((text) => `Well, ${text.toUpperCase()}.`))).toEqual([]);
  });

  it("holds in whatever the labelled calls say", async () => {
    const lines = readdirSync(CASES).flatMap((file) => readFileSync(join(CASES, file), "utf8").trim().split("\n"));
    const turns = lines.flatMap((line) => String(JSON.parse(line).call.transcript ?? "").split("\n"));
    expect(turns.length).toBeGreaterThan(2_000);
    expect(await missing(turns)).toEqual([]);
  });
});
