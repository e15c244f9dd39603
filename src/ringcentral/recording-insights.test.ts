import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { mergeInsights, type RecordingInsights } from "./recording-insights.js";

const insights = (fields: Partial<RecordingInsights> = {}): RecordingInsights => ({
  rcRecordingId: "r1",
  telephonySessionId: "s-1",
  startedAt: new Date("2026-01-05T15:00:00Z"),
  durationSeconds: 60,
  direction: "INBOUND",
  modifiedAt: new Date("2026-01-05T15:30:00Z"),
  segments: null,
  summary: null,
  bullets: [],
  highlights: [],
  nextSteps: [],
  score: null,
  notes: null,
  sentiment: null,
  outsidePhone: null,
  insidePhone: null,
  ...fields,
});

const segment = (text: string) => ({ speaker: "customer", name: null, text, startSeconds: 1, endSeconds: 2 }) as const;

describe("mergeInsights", () => {
  const aiNotes = insights({
    notes: "Notes.",
    summary: "From the notes.",
    modifiedAt: new Date("2026-01-05T15:20:00Z"),
  });
  const ringSense = insights({ segments: [segment("Hello.")], summary: "From the call.", sentiment: "POSITIVE" });

  it("keeps what only one of the two has, and the later of what both have", () => {
    const merged = { ...ringSense, notes: "Notes." };
    expect(mergeInsights(aiNotes, ringSense)).toEqual(merged);
    expect(mergeInsights(ringSense, aiNotes)).toEqual(merged);
  });

  it("takes a newer analysis and ignores an older one", () => {
    const again = insights({
      segments: [segment("Hello again.")],
      nextSteps: ["Call back."],
      modifiedAt: new Date("2026-01-06T00:00:00Z"),
    });
    expect(mergeInsights(ringSense, again)).toEqual({ ...again, summary: "From the call.", sentiment: "POSITIVE" });
    expect(mergeInsights(again, ringSense)).toEqual(mergeInsights(ringSense, again));
  });

  const text = fc.option(fc.constantFrom("", "a", "b", "cc"), { nil: null });
  const arbitrary = fc
    .record({
      modifiedAt: fc.constantFrom(1, 2, 3).map((hour) => new Date(Date.UTC(2026, 0, 5, hour))),
      segments: fc.option(fc.array(fc.constantFrom("x", "y").map(segment), { minLength: 1, maxLength: 2 }), {
        nil: null,
      }),
      summary: text,
      notes: text,
      bullets: fc.array(fc.constantFrom("m", "n"), { maxLength: 2 }),
      sentiment: fc.constantFrom("POSITIVE" as const, "NEGATIVE" as const, null),
      durationSeconds: fc.option(fc.nat(3), { nil: null }),
      startedAt: fc.constantFrom(1, 2).map((second) => new Date(Date.UTC(2026, 0, 5, 15, 0, second))),
    })
    .map(insights);

  it("does not depend on the order, and repetition changes nothing", () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (one, other) => {
        const merged = mergeInsights(one, other);
        expect(mergeInsights(other, one)).toEqual(merged);
        expect(mergeInsights(one, one)).toEqual(one);
        expect(mergeInsights(merged, one)).toEqual(merged);
        expect(mergeInsights(other, merged)).toEqual(merged);
      }),
    );
  });

  it("loses nothing that either has", () => {
    fc.assert(
      fc.property(arbitrary, arbitrary, (one, other) => {
        const merged = mergeInsights(one, other);
        for (const field of ["segments", "summary", "notes", "sentiment", "durationSeconds"] as const) {
          expect(merged[field] === null).toBe(one[field] === null && other[field] === null);
        }
        expect(merged.bullets.length > 0).toBe(one.bullets.length > 0 || other.bullets.length > 0);
      }),
    );
  });
});
