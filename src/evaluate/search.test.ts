import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { packageRoot } from "../package-root.js";
import { tokensOf } from "../recordings/token-budget.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { evaluateSearch } from "./search.js";
import { readSearchCases } from "./search-cases.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Of the project's own chats, whose questions are put in other words than the answers. Raise them, never lower them. */
const FLOOR = { recallAt5Passages: 0.83, recallWithinBudget: 0.86 };

describe("evaluate search", () => {
  it("finds what answers the questions about long personal chats", async () => {
    const cases = readSearchCases(readFileSync(join(packageRoot, "src/evaluate/search-cases.json"), "utf8"));
    const { report, predictions } = await evaluateSearch(database, cases, { maxTokens: 500 });
    expect(report).toMatchObject({ people: 4, questions: 110, maxTokens: 500 });
    expect(report.recallAt5Passages).toBeGreaterThanOrEqual(FLOOR.recallAt5Passages);
    expect(report.recallWithinBudget).toBeGreaterThanOrEqual(FLOOR.recallWithinBudget);
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
