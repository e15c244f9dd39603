import { describe, expect, it } from "@jest/globals";
import { spokenDates } from "./written-dates.js";

describe("spokenDates", () => {
  it.each([
    ["11/29", "november 29"],
    ["11/29", "november twenty ninth"],
    ["11/29", "29th of november"],
    ["11/29/2026", "november the twenty ninth"],
    ["11-29-26", "29 november"],
    ["2026-11-29", "november 29"],
    ["29.11.2026", "november 29"],
    ["1/5", "january fifth"],
  ])("of %j has %j", (written, said) => {
    expect(spokenDates(written, true)).toContain(said);
  });

  it("reads the day first where people write so", () => {
    expect(spokenDates("1/5", false)).toContain("may 1");
    expect(spokenDates("12/25/2026", false)).toContain("december 25");
  });

  it.each(["24/7", "50/50", "2/30", "0/5", "7:30", "7.30", "11-29", "911", "1/2/3/4", "2026-13-01", "", "party"])(
    "has none for %j",
    (written) => {
      expect(spokenDates(written, true)).toEqual([]);
    },
  );
});
