import type { LocalTime } from "./calendar.js";
import { localTime } from "./calendar.js";
import type { ClockMention } from "./clock-mentions.js";
import { readClocks } from "./clock-mentions.js";
import type { CountMention } from "./count-mentions.js";
import { readCounts } from "./count-mentions.js";
import type { Cues } from "./cues.js";
import { cuesOf } from "./cues.js";
import type { DayMention } from "./day-mentions.js";
import { readDays } from "./day-mentions.js";
import type { BusinessFacts, CallFacts, InsightTexts, Segment } from "./facts.js";
import type { Purpose } from "./intent.js";
import { readPurpose } from "./intent.js";
import type { Turn } from "./lexemes.js";
import { lexTurns } from "./lexemes.js";
import type { Said } from "./settle.js";
import { settle } from "./settle.js";

/** Everything read from a call once, before any booking is looked at. */
export interface Talk {
  readonly start: LocalTime;
  readonly turns: readonly Turn[];
  readonly cues: readonly Cues[];
  readonly days: readonly Said<DayMention>[];
  readonly clocks: readonly Said<ClockMention>[];
  readonly counts: readonly Said<CountMention>[];
  readonly purpose: Purpose;
}

/** A summary is read as a last turn: it tells what was settled. Without a transcript it is all there is. */
const insightTurns = (insights: InsightTexts | null): Segment[] =>
  [insights?.summary ?? "", ...(insights?.nextSteps ?? [])]
    .filter((text) => text.trim() !== "")
    .map((text) => ({ speaker: "unknown", text, startSeconds: null, endSeconds: null }));

/** Regions that write the month before the day; everyone else writes the day first. */
const MONTH_FIRST = new Set(["US", "CA", "PH", "PR", "GU", "VI", "AS", "MP"]);

export function readTalk(call: CallFacts, business: BusinessFacts, names: ReadonlySet<string>): Talk {
  const start = localTime(call.startedAt, business.timezone);
  const turns = lexTurns([...(call.segments ?? []), ...insightTurns(call.insights)]);
  const cues = turns.map(cuesOf);
  const context = { today: start.day, monthFirst: MONTH_FIRST.has(business.region.toUpperCase()), names };
  const days = turns.flatMap((turn) => readDays(turn, context));
  const clocks = turns.flatMap(readClocks);
  const counts = turns.flatMap((turn, i) => readCounts(turn, turns[i - 1] ?? null));
  return {
    start,
    turns,
    cues,
    days: settle(days, cues, daysDiffer),
    clocks: settle(clocks, cues, clocksDiffer),
    counts: settle(counts, cues, countsDiffer),
    purpose: readPurpose(turns, cues),
  };
}

function daysDiffer(a: DayMention, b: DayMention): boolean {
  const all = (mention: DayMention): readonly number[] => [...mention.primary, ...mention.secondary];
  const covers = (mention: DayMention, day: number): boolean =>
    all(mention).includes(day) || (mention.range !== null && day >= mention.range[0] && day <= mention.range[1]);
  if (a.range !== null && b.range !== null) return a.range[1] < b.range[0] || b.range[1] < a.range[0];
  return !all(a).some((day) => covers(b, day)) && !all(b).some((day) => covers(a, day));
}

function clocksDiffer(a: ClockMention, b: ClockMention): boolean {
  if (a.kind !== "point" || b.kind !== "point") return false;
  return !a.minutes.some((minute) => b.minutes.includes(minute));
}

const countsDiffer = (a: CountMention, b: CountMention): boolean =>
  !a.added && !b.added && (a.high < b.low || b.high < a.low);
