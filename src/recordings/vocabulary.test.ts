import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { LONGEST_IN_MEMORY_MS } from "../longest-in-memory.js";
import { prepareTalk } from "./prepared-talk.js";
import { currentVocabulary } from "./vocabulary.js";

describe("the words that a process has read", () => {
  beforeAll(() => {
    jest.useFakeTimers({ doNotFake: ["performance"] });
    // The cache holds on to this object, which fake timers would replace.
    jest.spyOn(performance, "now").mockImplementation(() => Date.now());
  });
  afterAll(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  const read = (text: string) =>
    prepareTalk("call", new Date(0), [{ text, speaker: "customer", name: null, start: null, end: null }]).vocabulary;

  it("are numbered alike for all calls that are prepared in a while", () => {
    expect(read("Ottilie is allergic")).toBe(read("shellfish, as Ottilie said"));
  });

  it("are forgotten in time for an erasure, though the calls prepared last held on to them", () => {
    const before = read("Ottilie is allergic");
    jest.advanceTimersByTime(LONGEST_IN_MEMORY_MS / 2 + 1);
    const after = currentVocabulary();
    expect(after).not.toBe(before);
    expect(after.find("ottili")).toBeUndefined();
  });
});
