import { type BareCount, readBareCounts } from "./bare-counts.js";
import type { LocalTime } from "./calendar.js";
import { localTime } from "./calendar.js";
import { readClocks } from "./clock-mentions.js";
import type { ClockMention } from "./clock-point.js";
import type { CountMention } from "./count-mentions.js";
import { readCounts } from "./count-mentions.js";
import { Cues } from "./cues.js";
import type { DayMention } from "./day-mentions.js";
import { readDays } from "./day-mentions.js";
import { nameAgain } from "./days-again.js";
import { isErrandDay } from "./errands.js";
import type { BusinessFacts, CallFacts, InsightTexts, Segment } from "./facts.js";
import type { Turn } from "./lexemes.js";
import { lexTurns } from "./lexemes.js";
import { goodbyeIn } from "./manner.js";
import type { Mention } from "./mention.js";
import { isBefore, wordNear } from "./mention.js";
import { unpicked } from "./picks.js";
import type { Purpose } from "./purpose.js";
import { readPurpose } from "./purpose.js";
import { SaidWords } from "./said-words.js";
import type { Said } from "./settle.js";
import { settle } from "./settle.js";
import { givenUp } from "./wishes.js";

/** Everything read from a call once, before any booking is looked at. */
export interface Talk {
  readonly start: LocalTime;
  readonly turns: readonly Turn[];
  readonly words: SaidWords;
  readonly cues: readonly Cues[];
  readonly days: readonly Said<DayMention>[];
  /** Times said as such. */
  readonly clocks: readonly Said<ClockMention>[];
  /** "Lunch", "in the evening". */
  readonly dayparts: readonly Said<ClockMention>[];
  readonly counts: readonly Said<CountMention>[];
  /** Numbers that may be of people and were not said to be. */
  readonly bareCounts: readonly BareCount[];
  readonly purpose: Purpose;
}

/** A summary is read as a last turn: it tells what was settled. Without a transcript it is all there is. */
const insightTurns = (insights: InsightTexts | null): Segment[] =>
  [insights?.summary ?? "", ...(insights?.nextSteps ?? [])]
    .filter((text) => text.trim() !== "")
    .map((text) => ({ speaker: "unknown", text, startSeconds: null, endSeconds: null }));

/** Regions that write the month before the day; everyone else writes the day first. */
const MONTH_FIRST = new Set(["US", "CA", "PH", "PR", "GU", "VI", "AS", "MP"]);

/** What is known of those who hold the number, before any of their bookings is judged. */
export interface KnownOfCallers {
  /** The words of their names. */
  readonly names: ReadonlySet<string>;
  /** Whether anything of theirs took place in the weeks before the call. */
  readonly hadLately: boolean;
}

export function readTalk(call: CallFacts, business: BusinessFacts, { names, hadLately }: KnownOfCallers): Talk {
  const start = localTime(call.startedAt, business.timezone);
  const turns = lexTurns([...(call.segments ?? []), ...insightTurns(call.insights)]);
  const cues = turns.map((turn, i) => new Cues(turn, turns[i + 1]));
  const purpose = readPurpose(turns, cues, hadLately);
  const isMaking = purpose.mode === "making";
  const context = {
    today: start.day,
    monthFirst: MONTH_FIRST.has(business.region.toUpperCase()),
    names,
    isOver: purpose.mode === "over",
    isMaking,
  };
  const named = nameAgain(ends(turns.flatMap((turn) => readDays(turn, context))), start.day);
  const days = isMaking ? named : named.filter((one) => !isErrandDay(one));
  const { clocks, counts } = sortBareNumbers(
    ends(turns.flatMap((turn, i) => readClocks(turn, turns[i - 1] ?? null))),
    ends(turns.flatMap((turn, i) => readCounts(turn, turns[i - 1] ?? null))),
  );
  const by = { cues, mode: purpose.mode };
  const settledDays = settle(days, {
    ...{ ...by, differ: daysDiffer },
    dropped: isMaking ? givenUp(days, daysDiffer) : undefined,
    isGoodbye: saysWhenInParting(purpose) ? onlyBesideOthers(days, goodbyeIn(cues)) : undefined,
  });
  const points = clocks.filter((one) => one.kind !== "window" && !one.maybeCount);
  const taken = [...days, ...clocks, ...counts.filter((one) => one.explicit)];
  return {
    ...{ start, turns, cues, purpose },
    bareCounts: ends(turns.flatMap((turn) => readBareCounts(turn, taken))),
    words: new SaidWords(turns),
    days: settledDays,
    clocks: settle(points, {
      ...{ ...by, differ: clocksDiffer },
      dropped: isMaking ? new Set([...ofOtherDays(points, settledDays), ...unpicked(points, turns)]) : undefined,
    }),
    dayparts: settle(
      clocks.filter((one) => one.kind === "window"),
      { ...by, differ: clocksDiffer },
    ),
    counts: settle(
      counts.filter((one) => one.explicit),
      { ...by, differ: countsDiffer },
    ),
  };
}

/** What is asked for another, or left open, is not what people see each other for. */
const saysWhenInParting = ({ mode, isForAnother, isUndecided, endsOpen, isTurnedDown }: Purpose): boolean =>
  mode !== "making" && !isForAnother && !isUndecided && !endsOpen && !isTurnedDown;

/** "So we'll bring charcoal." "See you Friday, then": where no other day was said, that is the booking's. */
const onlyBesideOthers = <M extends Mention>(mentions: readonly M[], isGoodbye: (mention: M) => boolean) =>
  mentions.every(isGoodbye) ? () => false : isGoodbye;

/** How many lexemes apart a day and a time are said in one breath. */
const BREATH = 6;

/** "Saturday at two?" "Taken." "Monday at twelve, then": two was of another day than the one that the call ended on. */
function ofOtherDays(clocks: readonly ClockMention[], days: readonly Said<DayMention>[]): ReadonlySet<ClockMention> {
  const last = days.find((day) => day.last)?.mention;
  if (last === undefined) return new Set();
  const dayOf = (clock: ClockMention): Said<DayMention> | undefined =>
    days.find(
      ({ mention }) =>
        mention.turn === clock.turn && mention.from - clock.to <= BREATH && clock.from - mention.to <= BREATH,
    );
  const isOther = (clock: ClockMention): boolean => {
    const day = dayOf(clock);
    return day !== undefined && day.mention.range === null && daysDiffer(day.mention, last);
  };
  const others = clocks.filter(isOther);
  return new Set(
    others.filter((one) => clocks.some((other) => other.turn.index > one.turn.index && !others.includes(other))),
  );
}

/** Mentions are weighed against each other; of a call with thousands its beginning and its end tell what it is about. */
const MOST_MENTIONS = 300;
export const ends = <M>(mentions: readonly M[]): readonly M[] =>
  mentions.length <= MOST_MENTIONS
    ? mentions
    : [...mentions.slice(0, MOST_MENTIONS / 2), ...mentions.slice(-MOST_MENTIONS / 2)];

/** How many turns back "make it eight" looks for what it changes. */
const BARE_REACH = 3;

/** "Make it eight" is a time after talk of times and a number of people after talk of people. */
function sortBareNumbers(
  clocks: readonly ClockMention[],
  counts: readonly CountMention[],
): { clocks: ClockMention[]; counts: CountMention[] } {
  const latest = (list: readonly Mention[], before: Mention): number =>
    list.reduce(
      (found, one) =>
        isBefore(one, before) && before.turn.index - one.turn.index <= BARE_REACH
          ? Math.max(found, one.turn.index * 1000 + one.from)
          : found,
      -1,
    );
  const firmClocks = clocks.filter((one) => one.kind !== "window" && !one.maybeCount);
  const firmCounts = counts.filter((one) => one.explicit);
  const readAs = (bare: Mention): "clock" | "count" | null => {
    // "At 7:30 for two": beside its time it is of people.
    const isBeside = firmClocks.some(
      ({ turn, to, from }) => turn === bare.turn && (to <= bare.from || from >= bare.to),
    );
    if (isBeside && wordNear(bare.turn.lexemes, bare.from, -1) === "for") return "count";
    const clock = latest(firmClocks, bare);
    const count = latest(firmCounts, bare);
    return clock === count ? null : clock > count ? "clock" : "count";
  };
  return {
    clocks: clocks.flatMap((one) => {
      const isCount = firmCounts.some(({ turn, from }) => turn === one.turn && from === one.from);
      const kind = one.maybeCount ? (isCount ? "count" : readAs(one)) : null;
      return kind === "count" ? [] : [kind === "clock" ? { ...one, maybeCount: false } : one];
    }),
    counts: counts.flatMap((one) => {
      if (one.explicit) return [one];
      if (firmClocks.some(({ turn, from, to }) => turn === one.turn && one.from >= from && one.from < to)) return [];
      const kind = readAs(one);
      return kind === "clock" ? [] : [kind === "count" ? { ...one, explicit: true } : one];
    }),
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
