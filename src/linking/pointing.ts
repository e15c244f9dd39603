import type { LocalTime } from "./calendar.js";
import { fitOfClock } from "./clock-mentions.js";
import type { BookingFacts } from "./facts.js";
import type { Lexeme, Turn } from "./lexemes.js";
import { type Mention, wordNear } from "./mention.js";
import type { OwnBookings } from "./own-bookings.js";
import type { Talk } from "./talk.js";

/** Words that pick one booking by how it stands to the customer's others: "the second one", "the night before". */
export interface Pointing extends Mention {
  /** The booking's index. */
  readonly picks: number;
}

/** What may be pointed at, in the order of their times. */
interface Pick {
  readonly index: number;
  readonly at: LocalTime;
  readonly guests: number | null;
}

/** More than a handful are not told apart by their order. */
const MOST = 5;
const ORDER = new Map([
  ["first", 0],
  ["second", 1],
  ["third", 2],
  ["fourth", 3],
]);
const EARLIER = /^(?:earlier|early|sooner|nearer)$/;
const LATER = /^(?:later|late)$/;
const BIGGER = /^(?:bigger|big|biggest|larger|large|largest|main)$/;
const SMALLER = /^(?:smaller|small|smallest|little|littler)$/;
const BEFORE_IT = /^(?:the|my|our|your|that|this|for|their|his|her)$/;
const HEAD = /^(?:one|booking|reservation|appointment|party|event|visit|dinner|lunch|group|session|lesson|tour)$/;

/** Reads what points, in the order said, at one `among` these, by index. */
export function readPointings(talk: Talk, { bookings, times }: OwnBookings, among: ReadonlySet<number>): Pointing[] {
  const all = times
    .map((at, index): Pick => ({ index, at, guests: bookings[index]?.guestCount ?? null }))
    .filter(({ index }) => among.has(index))
    .sort((a, b) => a.at.day - b.at.day || a.at.minute - b.at.minute);
  if (all.length < 2) return [];
  const kin = ofOneKind(all, bookings);
  return talk.turns.flatMap((turn) => [
    ...(kin.length > MOST ? [] : pickedIn(turn, kin, talk)),
    ...besideIn(turn, all),
  ]);
}

/** Where several are of one kind and the rest are not, "the second one" is the second of the kind. */
function ofOneKind(all: readonly Pick[], bookings: readonly BookingFacts[]): readonly Pick[] {
  const kinds = [...Map.groupBy(all, ({ index }) => bookings[index]?.title ?? null).values()];
  const several = kinds.filter((kind) => kind.length > 1);
  return several.length === 1 ? (several[0] ?? all) : all;
}

function pickedIn(turn: Turn, all: readonly Pick[], talk: Talk): Pointing[] {
  const { lexemes } = turn;
  const out: Pointing[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    const lexeme = lexemes[i];
    if (lexeme === undefined || !BEFORE_IT.test(wordNear(lexemes, i, -1))) continue;
    const head = wordNear(lexemes, i, 1);
    const beyond = wordNear(lexemes, i, 2);
    const isOne =
      head === "one" ||
      (head === "time" && wordNear(lexemes, i, -1) === "the") ||
      (head === "of" && /^(?:the|them|my|our|those)$/.test(beyond));
    const picked = pick(lexeme, all, isOne, isOne || HEAD.test(head), talk);
    if (picked !== null) out.push({ turn, from: i, to: Math.min(i + 2, lexemes.length), picks: picked.index });
  }
  return out;
}

function pick(lexeme: Lexeme, all: readonly Pick[], isOne: boolean, hasHead: boolean, talk: Talk): Pick | null {
  const { word } = lexeme;
  if (isOne) {
    const nth = lexeme.kind === "ordinal" && lexeme.value <= all.length ? lexeme.value - 1 : ORDER.get(word);
    if (nth !== undefined) return all[nth] ?? null;
    if (word === "middle" && all.length === 3) return all[1] ?? null;
    if (EARLIER.test(word)) return utmost(all, timeOf, -1);
    if (LATER.test(word)) return utmost(all, timeOf, 1);
    const daypart = talk.dayparts.find(({ mention }) => mention.turn.lexemes[mention.from] === lexeme)?.mention;
    if (daypart !== undefined) return single(all.filter(({ at }) => fitOfClock(daypart, at.minute) !== "no"));
  }
  if (!hasHead) return null;
  if (BIGGER.test(word)) return utmost(all, guestsOf, 1);
  return SMALLER.test(word) ? utmost(all, guestsOf, -1) : null;
}

const single = (picks: readonly Pick[]): Pick | null => (picks.length === 1 ? (picks[0] ?? null) : null);

const timeOf = ({ at }: Pick): number => at.day * 1440 + at.minute;
const guestsOf = ({ guests }: Pick): number | null => guests;

/** The one with the most of something, or the least; null where two have as much or something is not known. */
function utmost(all: readonly Pick[], of: (pick: Pick) => number | null, sign: 1 | -1): Pick | null {
  const amounts = all.map((one) => of(one));
  if (amounts.includes(null)) return null;
  const top = Math.max(...amounts.map((amount) => (amount ?? 0) * sign)) * sign;
  return single(all.filter((_, i) => amounts[i] === top));
}

/** "The night before", "the next morning": beside a day on which something else of theirs is booked. */
function besideIn(turn: Turn, all: readonly Pick[]): Pointing[] {
  const { lexemes } = turn;
  const out: Pointing[] = [];
  for (let i = 0; i < lexemes.length; i++) {
    if (!DAY.test(lexemes[i]?.word ?? "")) continue;
    const before = wordNear(lexemes, i, -1);
    const after = wordNear(lexemes, i, 1);
    const by = before === "the" && after === "before" ? -1 : before === "the" && after === "after" ? 1 : 0;
    const next = /^(?:next|following)$/.test(before) && wordNear(lexemes, i, -2) === "the" ? 1 : 0;
    const step = by !== 0 ? by : next;
    if (step === 0) continue;
    const picked = single(all.filter((one) => all.some((other) => other.at.day === one.at.day - step)));
    if (picked !== null) out.push({ turn, from: i, to: by === 0 ? i + 1 : i + 2, picks: picked.index });
  }
  return out;
}

const DAY = /^(?:day|night|evening|morning|afternoon)$/;
