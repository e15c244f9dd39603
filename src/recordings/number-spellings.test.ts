import { describe, expect, it } from "@jest/globals";
import { areOneNumber, otherSpellings } from "./number-spellings.js";

describe("otherSpellings", () => {
  it.each<[string, string[]]>([
    ["0", ["zero"]],
    ["1", ["one", "1st", "first"]],
    ["8", ["eight", "8th", "eighth"]],
    ["12", ["twelve", "12th", "twelfth"]],
    ["13", ["thirteen", "13th", "thirteenth"]],
    ["20", ["twenty", "20th", "twentieth"]],
    ["21", ["twenty one", "21st", "twenty first"]],
    ["22", ["twenty two", "22nd", "twenty second"]],
    ["30", ["thirty", "30th", "thirtieth"]],
    ["31", ["thirty one", "31st", "thirty first"]],
    ["40", ["forty"]],
    ["99", ["ninety nine"]],
    ["100", ["hundred"]],
    ["thirty", ["30"]],
    ["twenty one", ["21"]],
    ["29th", ["twenty ninth", "29"]],
    ["11th", ["eleventh", "11"]],
    ["twenty ninth", ["29th", "29"]],
    ["fifth", ["5th", "5"]],
    ["second", ["2nd"]],
    ["101", []],
    ["007", []],
    ["1140", ["1 140"]],
    ["1 140", ["1140"]],
    ["250000", ["250 000"]],
    ["0135", []],
    ["5550135", []],
    ["7 30", []],
    ["party", []],
    ["", []],
  ])("of %j: %j", (words, expected) => {
    expect(otherSpellings(words.split(" "))).toEqual(expected);
  });

  it("joins two words that are one number, and no others", () => {
    expect(areOneNumber("twenty", "one")).toBe(true);
    expect(areOneNumber("twenty", "ninth")).toBe(true);
    expect(areOneNumber("twenty", "thirty")).toBe(false);
    expect(areOneNumber("one", "twenty")).toBe(false);
  });
});
