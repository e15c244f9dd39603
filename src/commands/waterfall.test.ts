import { expect, it } from "@jest/globals";
import type { Evidence } from "../linking/facts.js";
import { waterfall } from "./waterfall.js";

const reason = (signal: string, weight: number, detail: string, phrase: string | null = null): Evidence => ({
  ...{ signal, weight, detail, phrase },
  ...(phrase === null ? { speaker: null, offsetSeconds: null } : { speaker: "customer", offsetSeconds: 61.5 }),
});

it("sums up reasons by what they are about, the weightiest first, each from where the last one ended", () => {
  const drawn = waterfall([
    reason("phone_exact", 8, "Omar has the number."),
    reason("day_last", 2, "Sat 25 Jul is what the call ended on.", "next Saturday"),
    reason("exact_date", -1, "Sat 25 Jul was said.", "next Saturday"),
    reason("only_open", -3, "It is the customer's only open booking."),
    reason("some_news", 0.5, "Something new."),
  ]);
  expect(drawn.split("\n")).toEqual([
    "  the caller                 +8.0  ████████████████████████",
    "                             +8.0  Omar has the number. · phone_exact",
    "  the customer's bookings    -3.0  ···············░░░░░░░░░",
    "                             -3.0  It is the customer's only open booking. · only_open",
    "  its day                    +1.0  ···············███······",
    "                             +2.0  Sat 25 Jul is what the call ended on. “next Saturday” (customer at 1:01) · day_last",
    "                             -1.0  Sat 25 Jul was said. “next Saturday” (customer at 1:01) · exact_date",
    "  what else tells            +0.5  ··················██····",
    "                             +0.5  Something new. · some_news",
    "  together                   +6.5  bits",
  ]);
});

it("draws no proof from little, and nothing outside of the scale", () => {
  const [first = ""] = waterfall([reason("day_said", 1, "A day."), reason("clock_said", -9, "A time.")]).split("\n");
  expect(first).toBe("  its time    -9.0  ░░░░░░░░░░░░░░░░░░░░░░░░");
  expect(waterfall([reason("day_said", 1, "A day.")])).toContain("███·····················");
});
