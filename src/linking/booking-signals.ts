import { bareCountSignals } from "./bare-counts.js";
import { type LocalTime, localTime } from "./calendar.js";
import { fitOfDay } from "./day-mentions.js";
import { type Dwelling, dwellingOf } from "./dwelling.js";
import { clockSignals, countSignals, daySignals } from "./facet-signals.js";
import type { BookingFacts } from "./facts.js";
import { jointSignals, madeOtherwise } from "./joint-signals.js";
import type { Mention } from "./mention.js";
import { readPointings } from "./pointing.js";
import type { Mode, Purpose } from "./purpose.js";
import { purposeSignals, speaksOfPast } from "./purpose-signals.js";
import { inMode, plain, type Signal } from "./signal.js";
import { Subjects } from "./subjects.js";
import type { Talk } from "./talk.js";
import { timeSignals, tookPlaceLately } from "./time-signals.js";
import { placeOf, withoutWords } from "./title-mentions.js";

export interface BookingReading {
  readonly booking: BookingFacts;
  readonly at: LocalTime;
  readonly hoursAhead: number;
  readonly signals: readonly Signal[];
}

const HOUR_MS = 3_600_000;
/** Of what was longer ago nobody says "the second one". */
const LATELY_HOURS = 24 * 14;

/** Observes every booking of one customer against the call. `world` are all bookings known: they show which title words are common. */
export function readBookings(
  bookings: readonly BookingFacts[],
  world: readonly BookingFacts[],
  talk: Talk | null,
  startedAt: Date,
  timezone: string,
  ownWords: ReadonlySet<string>,
): BookingReading[] {
  const titles =
    talk === null
      ? null
      : new Subjects({
          ...{ bookings, world, talk },
          textOf: ({ title }) => title ?? "",
          elsewhereOf: (booking) => `${placeOf(booking)} ${[...ownWords].join(" ")}`,
          leastShare: talk.purpose.mode === "making" ? 0.5 : 0.35,
          apartOnly: false,
        });
  const places =
    talk === null
      ? null
      : new Subjects({
          ...{ bookings, world, talk },
          textOf: (booking) => withoutWords(placeOf(booking), ownWords),
          elsewhereOf: () => "",
          leastShare: 0.2,
          apartOnly: true,
        });
  const open = bookings.filter((booking) => booking.status !== "CANCELLED" && booking.eventAt >= startedAt);
  const soonest = Math.min(...open.map((booking) => booking.eventAt.getTime()));
  const start = localTime(startedAt, timezone);
  const times = bookings.map((booking) => localTime(booking.eventAt, timezone));
  const isOpen = new Set(open);
  const upcoming = new Set(bookings.flatMap((booking, i) => (isOpen.has(booking) ? [i] : [])));
  const lately = bookings.flatMap((booking, i) => {
    const hours = (startedAt.getTime() - booking.eventAt.getTime()) / HOUR_MS;
    return booking.status !== "CANCELLED" && hours > 0 && hours < LATELY_HOURS ? [i] : [];
  });
  const calledOff = bookings.flatMap(({ status, eventAt }, i) =>
    talk?.purpose.speaksOfCancelling === true && status === "CANCELLED" && eventAt >= startedAt ? [i] : [],
  );
  const inPlay = [...upcoming, ...lately, ...calledOff];
  const dwelling =
    talk === null
      ? null
      : dwellingOf(
          bookings,
          times,
          world,
          talk,
          ownWords,
          [
            ...readPointings(talk, bookings, times, upcoming),
            ...(talk.purpose.mode === "making" || (upcoming.size > 1 && !speaksOfPast(talk.purpose))
              ? []
              : readPointings(talk, bookings, times, new Set(lately))),
          ],
          upcoming,
          inPlay,
        );
  const gone = bookings.filter((booking) => booking.status !== "CANCELLED" && booking.eventAt < startedAt);
  const isGone = new Set(gone);
  const latest = Math.max(...gone.map((booking) => booking.eventAt.getTime()));
  const hadLately = gone.some((booking) => tookPlaceLately(booking, startedAt));
  const onlyOne = talk !== null && open.length === 1 && !hadLately ? open[0] : null;
  const recallsPast = talk !== null && speaksOfPast(talk.purpose);
  const isShared = (facts: readonly unknown[]): boolean => facts.length > 1 && new Set(facts).size === 1;
  const shared = {
    minute: isShared(times.map(({ minute }) => minute)),
    guestCount: isShared(bookings.map(({ guestCount }) => guestCount)),
    title: isShared(bookings.map(({ title }) => title)),
  };
  return bookings.map((booking, index) => {
    const at = times[index] ?? localTime(booking.eventAt, timezone);
    const hoursAhead = (booking.eventAt.getTime() - startedAt.getTime()) / HOUR_MS;
    const isOnlyOne = booking === onlyOne;
    const signals: Signal[] = [
      ...timeSignals(booking, hoursAhead, open, soonest, isOnlyOne),
      ...(at.day === start.day ? [plain("same_day", "the event is on the day of the call")] : []),
      ...statusSignals(booking),
    ];
    if (talk !== null) {
      signals.push(
        ...purposeSignals(talk.purpose, booking, hoursAhead, isTold(talk, dwelling, index, at.day)),
        ...(recallsPast && isGone.has(booking)
          ? [
              gone.length === 1
                ? plain("only_gone", "it is the customer's only booking gone by")
                : booking.eventAt.getTime() === latest
                  ? plain("latest_gone", "it is the latest of the customer's bookings gone by")
                  : plain("earlier_gone", "a later one has gone by since"),
            ]
          : []),
        ...daySignals(talk, at.day),
        ...marked(clockSignals(talk, at.minute), shared.minute),
        ...marked(countSignals(talk, booking.guestCount), shared.guestCount),
        ...bareCountSignals(talk, bookings, index),
        ...marked(titles?.signals("title", index) ?? [], shared.title),
        ...(places?.signals("place", index) ?? []),
        ...(dwelling === null ? [] : dwellingSignals(dwelling, index, talk.purpose.mode, inPlay)),
      );
    }
    if (talk !== null) signals.push(...jointSignals(signals, isOnlyOne), ...madeOtherwise(signals, talk));
    return {
      booking,
      at,
      hoursAhead,
      signals:
        talk === null
          ? signals
          : signals
              .filter((signal) => isTelling(signal, talk.purpose))
              .map((signal) => inMode(signal, talk.purpose.mode)),
    };
  });
}

const marked = (signals: readonly Signal[], shared: boolean): readonly Signal[] =>
  shared ? signals.map((signal) => ({ ...signal, shared })) : signals;

/** In a call of so many turns something was spoken of before what comes near its end. */
const LONG = 8;

/** Whether a booking's day was said, or a call dwelt on words that only it has. */
const isTold = (talk: Talk, dwelling: Dwelling | null, index: number, day: number): boolean =>
  ((dwelling?.words[index]?.size ?? 0) > 0 && (dwelling?.shares[index] ?? 0) >= MUCH) ||
  talk.days.some(({ mention, stance, aside }) => stance !== "rejected" && !aside && fitOfDay(mention, day) === "exact");

/** What the call dwelt on, was said to be about, or only touched. */
function dwellingSignals(dwelling: Dwelling, index: number, mode: Mode, inPlay: readonly number[]): Signal[] {
  const out: Signal[] = [];
  const share = dwelling.shares[index] ?? 0;
  if (share > 0) out.push(plain("dwelt", "the talk dwelt on it", share));
  if (share > 0.3 && dwelling.shares.every((other, i) => i === index || share > 1.5 * other))
    out.push(plain("dwelt_most", "the talk dwelt on it most"));
  const begun = dwelling.begun[index];
  const isSoon = (turn: number | null): boolean => turn !== null && turn < 0.4 * dwelling.turns;
  const isLong = dwelling.turns >= LONG;
  if (begun !== null && begun !== undefined && begun >= 0.6 * dwelling.turns && (isLong || dwelling.begun.some(isSoon)))
    out.push(plain("late_only", "it was first spoken of near the end"));
  const own = dwelling.words[index]?.size ?? 0;
  const [word] = dwelling.words[index]?.values() ?? [];
  const elsewhere = dwelling.words.some((words, i) => i !== index && words.size > 0);
  if (word !== undefined)
    out.push({ name: "word_said", value: 1, detail: "a word was said that only this booking has", mention: word });
  if (own > 1) out.push(plain("words_said", "several words were said that only this booking has"));
  if (own === 0 && elsewhere) out.push(plain("word_other", "words were said that only another booking has"));
  const apart = setApart(dwelling, index);
  if (apart !== null)
    out.push({ name: "set_apart", value: 1, detail: "it was only named to set it apart", mention: apart });
  const told = (name: string, mention: Mention | undefined, detail: string): void => {
    if (mention !== undefined) out.push({ name, value: 1, detail, mention });
  };
  if (mode !== "making") {
    const isLeft = (i: number): boolean => dwelling.kept.has(i) || setApart(dwelling, i) !== null;
    const others = inPlay.filter((i) => i !== index);
    told("left_alone", dwelling.kept.get(index), "it was said to stay as it is");
    if (!isLeft(index) && others.some(isLeft))
      out.push(
        others.every(isLeft)
          ? plain("others_left", "all others were said to stay as they are")
          : plain("other_left", "another was said to stay as it is"),
      );
  }
  told("pointed_at", dwelling.pointed.get(index), "it was told by how it stands to the others");
  told("named", dwelling.named.get(index), "it was said to be what the call is about");
  told("opened", dwelling.first.get(index), "the caller spoke of it first");
  return out;
}

/** Where a booking was named only to set it apart; null where it was not, or was dwelt on. */
const setApart = (dwelling: Dwelling, index: number): Mention | null =>
  (dwelling.shares[index] ?? 0) < LITTLE ? (dwelling.setApart[index] ?? null) : null;

/** What is said first tells which booking is meant; while one is made it is only the first wish. */
const isTelling = ({ name }: Signal, { mode, isClosed }: Purpose): boolean =>
  mode !== "making" || (!name.endsWith("_first") && !(isClosed && /^only_(?:open|one)$/.test(name)));

/** Of what a call is about this share of it or more is spent on. */
const MUCH = 0.4;
/** And on what is only named, less than this. */
const LITTLE = 0.1;

const statusSignals = (booking: BookingFacts): Signal[] =>
  booking.status === "CANCELLED"
    ? [plain("status_cancelled", "the booking is cancelled")]
    : booking.status === "IN_PROGRESS"
      ? [plain("status_in_progress", "the booking is going on")]
      : [];
