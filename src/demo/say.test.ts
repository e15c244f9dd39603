import { describe, expect, it } from "@jest/globals";
import { DateTime } from "luxon";
import { inWords, sayDay, sayMoney, sayOrdinal, sayTime, sayTimeOfDay, sayWhen } from "./say.js";

const zone = "America/Los_Angeles";
const local = (iso: string): DateTime => DateTime.fromISO(iso, { zone });

describe("saying numbers", () => {
  it.each([
    [8, "eight"],
    [13, "thirteen"],
    [20, "twenty"],
    [34, "thirty-four"],
    [80, "eighty"],
    [100, "one hundred"],
    [250, "two hundred fifty"],
    [1000, "one thousand"],
    [1800, "eighteen hundred"],
    [2035, "two thousand thirty-five"],
    [3425, "thirty-four hundred twenty-five"],
  ] as const)("%i is %s", (value, words) => {
    expect(inWords(value)).toBe(words);
  });

  it.each([
    [1, "first", "1st"],
    [2, "second", "2nd"],
    [3, "third", "3rd"],
    [4, "fourth", "4th"],
    [8, "eighth", "8th"],
    [11, "eleventh", "11th"],
    [12, "twelfth", "12th"],
    [13, "thirteenth", "13th"],
    [20, "twentieth", "20th"],
    [21, "twenty-first", "21st"],
    [22, "twenty-second", "22nd"],
    [30, "thirtieth", "30th"],
    [31, "thirty-first", "31st"],
  ] as const)("day %i is the %s", (day, words, digits) => {
    expect([sayOrdinal(day, "words"), sayOrdinal(day, "digits")]).toEqual([words, digits]);
  });

  it("says sums", () => {
    expect([sayMoney(1800, "words"), sayMoney(1800, "digits")]).toEqual(["eighteen hundred dollars", "$1,800"]);
  });
});

describe("saying times", () => {
  it.each([
    ["2026-11-14T18:30", "six thirty", "6:30 PM"],
    ["2026-11-14T18:00", "six", "6:00 PM"],
    ["2026-11-14T12:00", "noon", "noon"],
    ["2026-11-14T12:30", "twelve thirty", "12:30 PM"],
    ["2026-11-14T11:15", "eleven fifteen", "11:15 AM"],
  ] as const)("%s is %s and %s", (iso, words, digits) => {
    expect([sayTime(local(iso), "words"), sayTimeOfDay(local(iso), "digits")]).toEqual([words, digits]);
  });
});

describe("saying days, on Wednesday the eleventh of November", () => {
  const now = local("2026-11-11T15:00");
  it.each([
    ["2026-11-11T18:00", "today", "today"],
    ["2026-11-12T18:00", "tomorrow", "tomorrow"],
    ["2026-11-10T18:00", "yesterday", "yesterday"],
    ["2026-11-14T18:00", "this Saturday", "this Saturday"],
    ["2026-11-16T12:00", "this coming Monday", "this coming Monday"],
    ["2026-11-18T12:00", "next Wednesday", "next Wednesday"],
    ["2026-11-20T18:00", "next Friday", "next Friday"],
    ["2026-11-28T18:00", "Saturday the twenty-eighth", "on Saturday the twenty-eighth"],
    ["2027-01-15T18:00", "January fifteenth", "on January fifteenth"],
    ["2026-11-09T18:00", "this past Monday", "this past Monday"],
    ["2026-11-07T18:00", "last Saturday", "last Saturday"],
    ["2026-11-03T18:00", "the third", "on the third"],
    ["2026-10-30T18:00", "October thirtieth", "on October thirtieth"],
  ] as const)("%s is %s, and it takes place %s", (iso, noun, adverb) => {
    expect([sayDay(local(iso), now, "words"), sayWhen(local(iso), now, "words")]).toEqual([noun, adverb]);
  });

  it("counts days, not hours, over a clock change", () => {
    expect(sayDay(local("2026-11-01T23:30"), local("2026-10-31T00:10"), "words")).toBe("tomorrow");
  });
});
