import { describe, expect, it } from "@jest/globals";
import { lessonOf, toldCall } from "../testing/told-call.js";
import { type Ranked, rank } from "./candidates.js";
import { doubtsOf, isToldApart, LINK_BOOKING_AT, linkFrom, temper } from "./doubt.js";
import { LEARNED_WEIGHTS } from "./learned-weights.js";
import { type CallReading, readCall } from "./options.js";
import type { Talk } from "./talk.js";

/** At 18:00 of Friday 22 and Sunday 24 May 2026 in Los Angeles. */
const FRIDAY = lessonOf("friday", "2026-05-23T01:00:00Z");
const SUNDAY = lessonOf("sunday", "2026-05-25T01:00:00Z");

const reading = (...lines: string[]): CallReading => readCall(toldCall(lines, [FRIDAY, SUNDAY]));

function judged(...lines: string[]): { talk: Talk; best: Ranked; ranked: readonly Ranked[] } {
  const read = reading(...lines);
  const ranked = rank(read, LEARNED_WEIGHTS);
  const best = ranked.find(({ option }) => option.reading !== null);
  if (read.talk === null || best === undefined) throw new Error("Nothing was read.");
  return { talk: read.talk, best, ranked };
}

const signalsOf = (id: string | null, ...lines: string[]): string[] =>
  reading(...lines)
    .options.filter(({ reading: own }) => (own?.booking.id ?? null) === id)
    .flatMap(({ signals }) => signals.map(({ name }) => name));

describe("isToldApart", () => {
  it("holds where something said fits the booking alone", () => {
    const { best, ranked } = judged("C: Hi, it's about our Sunday lesson on the 24th.", "A: Sure, go ahead.");
    expect(best.option.reading?.booking.id).toBe("sunday");
    expect(isToldApart(best, ranked)).toBe(true);
  });

  it("does not hold where all that is said fits both", () => {
    const { best, ranked } = judged("C: Hi, about our lesson at six, can you bring a chair?", "A: Of course.");
    expect(isToldApart(best, ranked)).toBe(false);
  });
});

describe("doubtsOf", () => {
  it("tell a call that was settled from one that was left open", () => {
    const open = judged("C: Is the 24th at six free?", "A: It is.", "C: I'll let you know.");
    const closed = judged("C: Is the 24th at six free?", "A: It is.", "C: Lovely.", "A: That's booked, see you then.");
    expect(doubtsOf(open.talk, open.ranked)?.has("left_open")).toBe(true);
    expect(doubtsOf(closed.talk, closed.ranked)?.has("closed")).toBe(true);
    expect(doubtsOf(null, open.ranked)).toBeNull();
  });

  it("know what was set apart, and what was said on the way", () => {
    const apart = ["C: Mine is all good, this is for somebody else.", "A: I see, what can I do?"];
    expect(signalsOf(null, ...apart)).toContain("none_set_apart");
    const onTheWay = [
      "C: Hi, we have the lesson on Friday the 22nd.",
      "A: Yes, I see it.",
      "C: That's not why I'm calling. It's about Sunday the 24th.",
      "A: Go ahead.",
      "C: Can it be outside?",
      "A: It can.",
    ];
    expect(signalsOf("friday", ...onTheWay)).toContain("day_aside");
    expect(signalsOf("sunday", ...onTheWay)).toContain("exact_date");
  });
});

describe("temper", () => {
  const { talk, best, ranked } = judged("C: Hi, it's about our Sunday lesson on the 24th.", "A: Sure, go ahead.");
  const found = doubtsOf(talk, ranked) ?? new Map<string, number>();
  const chanceOf = (list: readonly Ranked[], id: string | null): number =>
    list.find(({ option }) => (option.reading?.booking.id ?? null) === id)?.chance ?? -1;

  it("leaves chances as they are where nothing was learned of doubt", () => {
    for (const { option, chance } of temper(ranked, found, { chance: 1 }))
      expect(chance).toBeCloseTo(ranked.find((one) => one.option === option)?.chance ?? -1, 2);
  });

  it("gives what it takes from the best to none of them, and no other booking more than the best", () => {
    const doubtful = temper(ranked, found, { call: -2 });
    expect(chanceOf(doubtful, "sunday")).toBeCloseTo(0.2);
    expect(chanceOf(doubtful, "friday")).toBeLessThanOrEqual(0.2);
    expect(chanceOf(doubtful, null)).toBeGreaterThan(chanceOf(ranked, null));
    expect(chanceOf(doubtful, "sunday")).toBeLessThan(best.chance);
  });

  it("believes the better of two that fit alike no more than the other leaves room for", () => {
    const alike = judged("C: Hi, about our lesson at six, can you bring a chair?", "A: Of course.");
    const [first, second] = temper(alike.ranked, new Map([["call", 1]]), { call: 5 }).filter(
      ({ option }) => option.reading !== null,
    );
    expect(first?.chance).toBeLessThan(LINK_BOOKING_AT);
    expect(second?.chance).toBeLessThanOrEqual(first?.chance ?? 0);
    expect(chanceOf(temper(ranked, found, { call: 5 }), "sunday")).toBeGreaterThan(LINK_BOOKING_AT);
  });

  it("asks for more where there are no words, or one side's only", () => {
    const alone = judged("C: Hi.", "C: It's about our Sunday lesson.", "C: On the 24th.");
    expect(linkFrom(talk, ranked)).toBe(LINK_BOOKING_AT);
    expect(linkFrom(alone.talk, alone.ranked)).toBeGreaterThan(LINK_BOOKING_AT);
    expect(linkFrom(null, ranked)).toBeGreaterThan(LINK_BOOKING_AT);
  });

  it("links nothing where there is nothing to link", () => {
    expect(linkFrom(talk, [])).toBeGreaterThan(1);
  });
});
