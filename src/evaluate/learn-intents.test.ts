import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { LEARNED_INTENTS } from "../linking/intent.js";
import { linkCall } from "../linking/link-call.js";
import { packageRoot } from "../package-root.js";
import { holdOutIntents } from "./learn-intents.js";
import { type LinkingCase, readLinkingCases } from "./linking-cases.js";
import { scoreIntents } from "./score-intents.js";

const casesIn = (folder: string): LinkingCase[] =>
  readdirSync(join(packageRoot, folder))
    .filter((file) => file.endsWith(".jsonl"))
    .flatMap((file) => readLinkingCases(readFileSync(join(packageRoot, folder, file), "utf8"), "US"))
    .filter(({ intents }) => intents.length > 0);

const OURS = casesIn("src/linking/cases");

describe("what calls are for", () => {
  it("is told of a make that it was not learned from", () => {
    const score = holdOutIntents(OURS, ["weekends"]).get("weekends");
    expect(score?.cases).toBeGreaterThan(90);
    expect(score?.coverage).toBeGreaterThan(0.75);
    expect(score?.precision).toBeGreaterThan(0.85);
  });

  it.each([
    ["the calls that it was learned from", OURS, 0.97, 0.97],
    ["calls of makes that nobody reads", casesIn("src/linking/cases-kept-back"), 0.8, 0.88],
  ])("is told as rightly as it was of %s", (_, cases, leastPrecision, leastCoverage) => {
    const answers = cases.map(({ input, intents }) => ({ said: linkCall(input).intent, right: intents }));
    const { coverage, precision } = scoreIntents(answers);
    expect(answers.length).toBeGreaterThan(200);
    expect(precision).toBeGreaterThan(leastPrecision);
    expect(coverage).toBeGreaterThan(leastCoverage);
  });

  it("knows each intent by some calls", () => {
    // A complaint is feedback, told apart by its words alone.
    const labelled = new Set(OURS.flatMap(({ intents }) => intents).filter((intent) => intent !== "complaint"));
    expect(labelled).toEqual(new Set(LEARNED_INTENTS));
  });
});
