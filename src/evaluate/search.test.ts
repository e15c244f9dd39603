import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { packageRoot } from "../package-root.js";
import { tokensOf } from "../recordings/token-budget.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { evaluateSearch } from "./search.js";
import { readSearchCases, type SearchCase } from "./search-cases.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/**
 * Of the project's own chats, whose questions are put in other words than the answers; in the hard ones many answers lie
 * in what is only hinted at (BM25 over passages of three turns finds 0.47 and 0.39). Raise them, never lower them.
 */
const COLLECTIONS = [
  { file: "search-cases.json", questions: 110, recallAt5Passages: 0.9, recallWithinBudget: 0.91, twoAtOnce: 0.9 },
  {
    file: "search-hard-cases.json",
    questions: 160,
    recallAt5Passages: 0.68,
    recallWithinBudget: 0.72,
    twoAtOnce: 0.62,
  },
];

/** Every question joined with one of the same person's about something else. */
function askedTogether(one: SearchCase): SearchCase {
  const questions = one.questions.map((question, index) => {
    const other = one.questions[(index + 7) % one.questions.length] ?? question;
    const joined = `${other.question.charAt(0).toLowerCase()}${other.question.slice(1)}`;
    return {
      ...{ id: question.id, category: null },
      question:
        index % 2 === 0 ? `${question.question} ${other.question}` : question.question.replace(/\?$/, ` and ${joined}`),
      evidenceTurnIds: [...question.evidenceTurnIds, ...other.evidenceTurnIds],
    };
  });
  return { ...one, questions };
}

describe("evaluate search", () => {
  it.each(COLLECTIONS)("finds what answers the questions about the long personal chats of $file", async (floor) => {
    const cases = readSearchCases(readFileSync(join(packageRoot, "src/evaluate", floor.file), "utf8"));
    const { report, predictions } = await evaluateSearch(database, cases, { maxTokens: 500 });
    expect(report).toMatchObject({ people: 4, questions: floor.questions, maxTokens: 500 });
    expect(report.recallAt5Passages).toBeGreaterThanOrEqual(floor.recallAt5Passages);
    expect(report.recallWithinBudget).toBeGreaterThanOrEqual(floor.recallWithinBudget);
    expect(predictions.map((prediction) => prediction.questionId)).toEqual(
      cases.flatMap((each) => each.questions.map((question) => question.id)),
    );
    for (const { passages } of predictions) {
      expect(passages.reduce((sum, passage) => sum + tokensOf(`${passage.text}\n`), 0)).toBeLessThanOrEqual(500);
      expect(new Set(passages.flatMap((passage) => passage.turnIds)).size).toBe(
        passages.flatMap((passage) => passage.turnIds).length,
      );
    }
  });

  it.each(COLLECTIONS)("finds what answers two questions of $file asked at once", async ({ file, twoAtOnce }) => {
    const cases = readSearchCases(readFileSync(join(packageRoot, "src/evaluate", file), "utf8"));
    const { report } = await evaluateSearch(database, cases.map(askedTogether), { maxTokens: 500 });
    expect(report.recallWithinBudget).toBeGreaterThanOrEqual(twoAtOnce);
  });

  it("asks but does not score questions without an answer, and answers nothing where nothing fits", async () => {
    const turns = [
      { id: 1, speaker: "user", text: "The tent is green." },
      { id: 2, text: "Good." },
    ];
    const cases = readSearchCases(
      JSON.stringify([
        {
          person: "P",
          conversations: [{ id: "c", startedAt: "2025-01-01T00:00:00Z", turns }],
          questions: [
            { id: "a", question: "What color is the tent?", evidenceTurnIds: ["1"] },
            { id: "b", question: "Zyzzyva?", evidenceTurnIds: [] },
          ],
        },
      ]),
    );
    const { report, predictions } = await evaluateSearch(database, cases, { maxTokens: 100 });
    expect(report).toMatchObject({ questions: 1, unanswerable: 1, recallAt5Passages: 1, recallWithinBudget: 1 });
    expect(predictions[0]?.passages[0]).toMatchObject({
      conversationId: "c",
      turnIds: ["1", "2"],
      text: "user: The tent is green.\nunknown: Good.",
    });
    expect(predictions[1]).toEqual({ questionId: "b", passages: [] });
  });

  it.each([
    ["no JSON", "[", "not JSON"],
    ["an empty list", "[]", "The file holds nobody"],
    ["another shape", '[{"person":"a"}]', "0.conversations"],
    [
      "a time that is none",
      '[{"person":"a","conversations":[{"id":"1","startedAt":"x","turns":[]}],"questions":[]}]',
      "ISO 8601",
    ],
  ])("refuses %s", (_name, text, part) => {
    expect(() => readSearchCases(text)).toThrow(part);
  });
});
