import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { outsideParty } from "./outside-party.js";
import { normalisePhone } from "./phone.js";

const read = (rawPhone: string | null, region = "US"): string => {
  const reading = normalisePhone(rawPhone, region);
  if (reading.kind === "e164") return reading.e164 + (reading.extension === null ? "" : ` x${reading.extension}`);
  return reading.kind === "digits" ? `digits ${reading.digits}` : reading.kind;
};

describe("normalisePhone", () => {
  it.each([
    ["555-0123", "digits 5550123"],
    ["(555) 012-3456", "+15550123456"],
    ["+1-555-012-3456", "+15550123456"],
    ["15550123456", "+15550123456"],
    ["1 (707) 555.0128", "+17075550128"],
    ["7075550128", "+17075550128"],
    ["707 555 0128 ext. 12", "+17075550128 x12"],
    ["707-555-0128x102", "+17075550128 x102"],
    ["+17075550128;ext=5", "+17075550128 x5"],
    ["707-555-0128 #4", "+17075550128 x4"],
    ["tel:+17075550128", "+17075550128"],
    ["sip:+17075550128@sip.example.com", "+17075550128"],
    ["SIPS:+17075550128@10.20.30.40:5061", "+17075550128"],
    ["sip:102@192.168.100.200", "extension"],
    ["sip:anonymous@192.168.100.200", "withheld"],
    ["+７０７５５５０１２８".replace("+", "+1"), "+17075550128"],
    ["\u202a+1 707 555 0128\u202c", "+17075550128"],
    ["707‑555‑0128", "+17075550128"],
    ["011 44 113 496 0243", "+441134960243"],
    ["0044 113 496 0243", "+441134960243"],
    ["441134960243", "+441134960243"],
    ["1-800-555-TACO", "+18005558226"],
    ["1-800-FLOWERS", "+18003569377"],
    ["1-800-flowers-now", "+18003569377"],
    ["707 555 0128 Jennifer", "+17075550128"],
    ["707 555 0128 EXT 12", "+17075550128 x12"],
    ["707 555 0128, extension 12", "+17075550128 x12"],
    ["+1855201XXXX", "masked"],
    ["+1 415 *** **12", "masked"],
    ["(415) 555-••••", "masked"],
    ["XXXXXXXXXX", "masked"],
    ["anonymous", "withheld"],
    ["Anonymous Caller", "withheld"],
    ["anonymous@anonymous.invalid", "withheld"],
    ["PRIVATE", "withheld"],
    ["No Caller ID", "withheld"],
    ["Out Of Area", "withheld"],
    ["+266696687", "withheld"],
    ["7378742833", "withheld"],
    ["86282452253", "withheld"],
    ["2562533", "withheld"],
    ["8656696", "withheld"],
    ["7748283", "withheld"],
    ["Private: 707 555 0128", "+17075550128"],
    ["Conference 707 555 0128", "+17075550128"],
    ["0000000000", "withheld"],
    ["", "none"],
    ["   ", "none"],
    [null, "none"],
    ["Jennifer", "none"],
    ["Room 12 please", "none"],
    ["unknownish", "none"],
    ["Prebridged", "none"],
    ["-", "none"],
    ["102", "extension"],
    ["ext 102", "extension"],
    ["x102", "extension"],
    ["conference", "conference"],
    ["Conference 3", "conference"],
    ["+1", "extension"],
    ["12345678901234567890", "digits 12345678901234567890"],
    ["+1707555012", "digits 1707555012"],
  ])("reads %j as %s in the US", (raw, expected) => {
    expect(read(raw)).toBe(expected);
  });

  it.each([
    ["0113 496 0243", "+441134960243"],
    ["(0113) 496 0243", "+441134960243"],
    ["+44 (0)113 496 0243", "+441134960243"],
    ["00441134960243", "+441134960243"],
    ["07700 900123", "+447700900123"],
    ["+17075550128", "+17075550128"],
  ])("reads %j as %s in Britain", (raw, expected) => {
    expect(read(raw, "GB")).toBe(expected);
    expect(read(raw, "gb")).toBe(expected);
  });

  it("survives an unknown region", () => {
    expect(read("707 555 0128", "XX")).toBe("digits 7075550128");
    expect(read("+1 707 555 0128", "")).toBe("+17075550128");
  });

  it("never throws, and reads its own output as itself", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[+\d() x.*-]{0,24}$/)), (raw) => {
        const reading = normalisePhone(raw, "US");
        if (reading.kind === "e164") expect(read(reading.e164)).toBe(reading.e164);
      }),
      { numRuns: 500 },
    );
  });
});

describe("outsideParty", () => {
  const business = { region: "US", ownPhones: ["(213) 555-0199"] };
  it.each([
    ["INBOUND", "+17075550128", "+12135550199", "number from +17075550128"],
    ["OUTBOUND", "+12135550199", "+17075550128", "number to +17075550128"],
    ["INBOUND", "+12135550199", "+17075550128", "number to +17075550128"],
    ["INBOUND", "102", "103", "internal"],
    ["OUTBOUND", "2135550199", "102", "internal"],
    ["INTERNAL", "+17075550128", "+12135550199", "internal"],
    ["INBOUND", "anonymous", "+12135550199", "withheld"],
    ["INBOUND", "+1855201XXXX", "+12135550199", "masked"],
    ["OUTBOUND", "102", "+17075550128", "number to +17075550128"],
    ["OUTBOUND", "102", "conference", "conference"],
    ["INBOUND", null, "+12135550199", "none"],
    ["INBOUND", "555-0123", "+12135550199", "digits from 5550123"],
  ] as const)("%s from %s to %s is %s", (direction, fromPhone, toPhone, expected) => {
    const party = outsideParty({ direction, fromPhone, toPhone }, business);
    const words =
      party.kind === "number"
        ? [party.kind, party.side, party.e164]
        : party.kind === "digits"
          ? [party.kind, party.side, party.digits]
          : [party.kind];
    expect(words.join(" ")).toBe(expected);
  });
});
