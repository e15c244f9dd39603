import type { BookingFacts } from "./facts.js";
import { isStrangers, type Purpose, type StrangersKind } from "./purpose.js";
import type { Signal } from "./signal.js";
import { inMode, plain } from "./signal.js";
import type { Talk } from "./talk.js";

/** What was longer ago is spoken of to compare with: "like last year". */
const LONGEST_RECALLED = -24 * 60;

export const speaksOfPast = (purpose: Purpose): boolean =>
  purpose.mode === "over" || (purpose.mode !== "making" && purpose.recallsPast);

/** What the call was for against where the booking stands. `isTold`: its day, or a word that only it has, was said. */
export function purposeSignals(purpose: Purpose, booking: BookingFacts, hoursAhead: number, isTold: boolean): Signal[] {
  const isWithinHours = Math.abs(hoursAhead) <= WITHIN_HOURS;
  const out: Signal[] = [];
  if (purpose.mode !== "over" && hoursAhead < OVER && booking.status !== "IN_PROGRESS")
    out.push(overSignal(purpose, hoursAhead, isTold));
  if (purpose.mode !== "over" && hoursAhead < LONGEST_RECALLED)
    out.push(plain("long_over", "the event was over for months, and is spoken of only to compare with"));
  if (purpose.kind === "on_the_day" && purpose.mode !== "making" && isWithinHours)
    out.push(plain("on_the_day_fits", "the call was about arriving or setting up, and the event is within hours"));
  if (booking.status === "CANCELLED") out.push(...calledOffSignals(purpose));
  if (purpose.soundsNear && isWithinHours)
    out.push(plain("near_spoken", "the call speaks of what is going on, and the event is within hours"));
  return out;
}

/** An event is over so many hours after it began, for who does not speak of it as such; in hours ahead. */
const OVER = -6;
/** On either side of the call. */
const WITHIN_HOURS = 12;

function overSignal(purpose: Purpose, hoursAhead: number, isTold: boolean): Signal {
  if (hoursAhead > LONGEST_RECALLED) {
    if (speaksOfPast(purpose)) return plain("over_recalled", "the event was over, and something gone by was spoken of");
    if (purpose.hintsPast) return plain("over_hinted", "the event was over, and something said may be of a past one");
    if (isTold && purpose.mode !== "making")
      return plain("over_told", "the event was over, and its day or something only of it was named");
  }
  return plain("over", "the event was over, and the caller did not speak of a past one");
}

function calledOffSignals({ kind, speaksOfCancelling }: Purpose): Signal[] {
  return [
    ...(kind === "cancellation" ? [plain("cancel_fits", "the caller cancelled, and the booking is cancelled")] : []),
    ...(speaksOfCancelling
      ? [plain("cancel_spoken", "something called off was spoken of, and the booking is cancelled")]
      : []),
  ];
}

const STRANGERS: Readonly<Record<StrangersKind, string>> = {
  voicemail: "it went to voicemail",
  wrong_number: "the caller had the wrong number",
  vendor: "something was offered to the business, or sold to it",
};

/** What of a call's purpose speaks for its being about none of the bookings, or against it. */
const OF_NONE = [
  ["isUndecided", "none_undecided", "nothing was decided"],
  ["endsOpen", "none_open_end", "it ended with nothing settled"],
  ["isTurnedDown", "none_turned_down", "what was asked for was not to be had"],
  ["isGeneral", "none_general", "a question about the business was asked first"],
  ["isForAnother", "none_for_another", "it was asked for somebody else"],
  ["isOfSeveral", "none_of_several", "several bookings were spoken of at once"],
  ["asksOfBusiness", "none_asked", "the business was asked what it does or charges"],
  ["isNotDone", "none_not_done", "the business does no such thing"],
  ["isSetApart", "none_set_apart", "what is booked was set apart"],
  ["speaksOfMeeting", "none_meeting", "it spoke of meeting"],
  ["isPractical", "none_practical", "it spoke of what to bring or to pay"],
  ["speaksOfUnchanged", "none_unchanged", "it spoke of what stays as it was"],
  ["isOtherMatter", "none_other_matter", "it was about something other than bookings"],
] as const;
/** While a booking is made all of this is said of the one that is made. */
const OF_EXISTING: ReadonlySet<string> = new Set(["speaksOfMeeting", "isPractical", "speaksOfUnchanged"]);

/** Observations for the answer "none of them", of one of so many `holders` of the number. */
export function noneSignals(talk: Talk | null, holders: number): Signal[] {
  const out = [plain("none", "so it is with calls of which nothing is known yet")];
  if (talk === null) return out;
  const { purpose } = talk;
  if (holders > 1) out.push(plain("none_of_each", "the number is several people's"));
  if (isStrangers(purpose.kind)) out.push(plain(`none_${purpose.kind}`, STRANGERS[purpose.kind]));
  for (const [is, name, detail] of OF_NONE)
    if (purpose[is] && (purpose.mode !== "making" || !OF_EXISTING.has(is))) out.push(plain(name, detail));
  if (talk.days.length + talk.clocks.length + talk.counts.length === 0)
    out.push(plain("none_bare", "no date, time or number of guests was said"));
  return out.map((signal) => inMode(signal, purpose.mode));
}
