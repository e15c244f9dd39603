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
  const out: Signal[] = [];
  if (purpose.mode !== "over" && hoursAhead < -6 && booking.status !== "IN_PROGRESS")
    out.push(
      speaksOfPast(purpose) && hoursAhead > LONGEST_RECALLED
        ? plain("over_recalled", "the event was over, and something gone by was spoken of")
        : purpose.hintsPast && hoursAhead > LONGEST_RECALLED
          ? plain("over_hinted", "the event was over, and something said may be of a past one")
          : isTold && purpose.mode !== "making" && hoursAhead > LONGEST_RECALLED
            ? plain("over_told", "the event was over, and its day or something only of it was named")
            : plain("over", "the event was over, and the caller did not speak of a past one"),
    );
  if (purpose.mode !== "over" && hoursAhead < LONGEST_RECALLED)
    out.push(plain("long_over", "the event was over for months, and is spoken of only to compare with"));
  if (purpose.kind === "on_the_day" && purpose.mode !== "making" && Math.abs(hoursAhead) <= 12)
    out.push(plain("on_the_day_fits", "the call was about arriving or setting up, and the event is within hours"));
  if (purpose.kind === "cancellation" && booking.status === "CANCELLED")
    out.push(plain("cancel_fits", "the caller cancelled, and the booking is cancelled"));
  if (purpose.speaksOfCancelling && booking.status === "CANCELLED")
    out.push(plain("cancel_spoken", "something called off was spoken of, and the booking is cancelled"));
  if (purpose.soundsNear && Math.abs(hoursAhead) <= 12)
    out.push(plain("near_spoken", "the call speaks of what is going on, and the event is within hours"));
  return out;
}

const STRANGERS: Readonly<Record<StrangersKind, string>> = {
  voicemail: "it went to voicemail",
  wrong_number: "the caller had the wrong number",
  vendor: "something was offered to the business, or sold to it",
};

/** Observations for the answer "none of them", of one of so many `holders` of the number. */
export function noneSignals(talk: Talk | null, holders: number): Signal[] {
  const out = [plain("none", "so it is with calls of which nothing is known yet")];
  if (talk === null) return out;
  const { purpose } = talk;
  if (holders > 1) out.push(plain("none_of_each", "the number is several people's"));
  if (isStrangers(purpose.kind)) {
    out.push(plain(`none_${purpose.kind}`, STRANGERS[purpose.kind]));
  }
  if (purpose.isUndecided) out.push(plain("none_undecided", "nothing was decided"));
  if (purpose.endsOpen) out.push(plain("none_open_end", "it ended with nothing settled"));
  if (purpose.isTurnedDown) out.push(plain("none_turned_down", "what was asked for was not to be had"));
  if (purpose.isGeneral) out.push(plain("none_general", "a question about the business was asked first"));
  if (purpose.isForAnother) out.push(plain("none_for_another", "it was asked for somebody else"));
  if (purpose.isOfSeveral) out.push(plain("none_of_several", "several bookings were spoken of at once"));
  if (purpose.asksOfBusiness) out.push(plain("none_asked", "the business was asked what it does or charges"));
  if (purpose.isNotDone) out.push(plain("none_not_done", "the business does no such thing"));
  if (purpose.isSetApart) out.push(plain("none_set_apart", "what is booked was set apart"));
  const isMaking = purpose.mode === "making";
  if (!isMaking && purpose.speaksOfMeeting) out.push(plain("none_meeting", "it spoke of meeting"));
  if (!isMaking && purpose.isPractical) out.push(plain("none_practical", "it spoke of what to bring or to pay"));
  if (!isMaking && purpose.speaksOfUnchanged) out.push(plain("none_unchanged", "it spoke of what stays as it was"));
  if (purpose.isOtherMatter) out.push(plain("none_other_matter", "it was about something other than bookings"));
  if (talk.days.length + talk.clocks.length + talk.counts.length === 0)
    out.push(plain("none_bare", "no date, time or number of guests was said"));
  return out.map((signal) => inMode(signal, purpose.mode));
}
