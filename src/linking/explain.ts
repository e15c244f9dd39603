import { dayInWords, minuteInWords } from "./calendar.js";
import type { Ranked } from "./candidates.js";
import { LINK_BOOKING_AT } from "./doubt.js";
import type { Candidate, Evidence } from "./facts.js";
import { groundsOf, reasonsOf } from "./grounds.js";
import type { Decision } from "./link-call.js";
import type { Option } from "./options.js";
import type { OutsideParty } from "./outside-party.js";
import { list, possessive, sentence } from "./plain-english.js";
import { placeOf } from "./title-mentions.js";
import { whoseCall } from "./whose-call.js";

export type Explained =
  | { readonly kind: "not_linkable"; readonly party: "internal" | "conference" }
  | { readonly kind: "unknown"; readonly party: OutsideParty["kind"]; readonly suggestion: Option | null }
  | {
      readonly kind: "judged";
      readonly decision: Decision;
      readonly ranked: readonly Ranked[];
      /** The likeliest booking with its evidence, where there is one. */
      readonly booking: Candidate | undefined;
      /** Why nothing said was gone by; null where something was. */
      readonly silence: Silence | null;
      /** Whether a booking was looked for or made in the call. */
      readonly isMaking: boolean;
      /** Whether several bookings were to be changed at once. */
      readonly isOfSeveral: boolean;
      /** What speaks for it that the call was about none of the bookings, the weightiest first. */
      readonly forNone: readonly Evidence[];
    };

export type Silence = "no_transcript" | "not_understood";

/** The judgement in one or two plain sentences; where a person must decide, with what would settle it. */
export function explain(what: Explained): string {
  switch (what.kind) {
    case "not_linkable":
      return what.party === "internal"
        ? "An internal call: both ends are the business's own."
        : "A conference line, which is nobody's number.";
    case "unknown":
      return unknown(what.party, what.suggestion);
    case "judged":
      return judged(what);
  }
}

const WHY_UNKNOWN: Readonly<Partial<Record<OutsideParty["kind"], string>>> = {
  withheld: "The caller withheld the number.",
  masked: "The number is masked.",
  none: "The call carries no number.",
};

function unknown(party: OutsideParty["kind"], suggestion: Option | null): string {
  const why = WHY_UNKNOWN[party] ?? "No known customer has this number.";
  if (suggestion !== null)
    return `${why} The name given is ${possessive(suggestion.customer.name)}, and what was said fits ${nameOf(suggestion)}; a person must confirm that.`;
  return party in WHY_UNKNOWN
    ? `${why} There is no number to know the caller by: whoever knows who it was can link the call by hand.`
    : `${why} Add the number to a customer, or create one from this call, and it links itself.`;
}

type Judged = Extract<Explained, { kind: "judged" }>;

function judged(what: Judged): string {
  const { decision, ranked, silence } = what;
  const [best, ...rest] = ranked.filter(({ option }) => option.reading !== null);
  if (decision.customerId === null) return whoseCall(decision, ranked, nameOf);
  const whose = `The number is ${possessive(ranked[0]?.option.customer.name ?? "the customer")}`;
  if (best === undefined) return `${whose}, who has no bookings.`;
  if (decision.bookingId !== null) {
    const next = rest.find(({ option }) => option.reading !== null && option.reading.hoursAhead > -24 * 14);
    const against =
      next === undefined ? "" : `; ${nameOf(next.option)} differs in ${difference(best.option, next.option)}`;
    return `${whose}, and the call fits ${nameOf(best.option)}${whyIt(best.option, what)}${against}.`;
  }
  if (decision.status === "CUSTOMER_ONLY") return `${whose}, but ${whyNone(what)}.`;
  return `${whose}. ${silence === null ? inDoubt(best, rest, what) : unheard(best, silence)}`;
}

/** What a link rests on: the words of the call that fit, or else what speaks for it most. */
function whyIt(option: Option, { silence, booking }: Judged): string {
  const grounds = list(groundsOf(option));
  if (grounds !== "") return ` by ${grounds}`;
  if (silence !== null) return ` by its time alone, as ${WHY_SILENT[silence]}`;
  const reasons = reasonsOf(booking?.evidence ?? []);
  return reasons === "" ? " by its time" : `: ${reasons}`;
}

function whyNone({ silence, isMaking, forNone }: Judged): string {
  if (silence !== null)
    return `none of their bookings is near the time of the call; ${MAY_TELL[silence]} may tell more`;
  const reasons = reasonsOf(forNone);
  return `none of their bookings fits what was said${
    reasons !== "" ? `: ${reasons}` : isMaking ? ": a new booking was looked for or made" : ""
  }`;
}

const unheard = ({ option }: Ranked, silence: Silence): string =>
  `${sentence(nameOf(option))} is the likeliest booking, by its time alone, as ${WHY_SILENT[silence]}; ${MAY_TELL[silence]} would settle it.`;

const WHY_SILENT: Readonly<Record<Silence, string>> = {
  no_transcript: "there is no transcript",
  not_understood: "hardly anything of what was said could be understood",
};
const MAY_TELL: Readonly<Record<Silence, string>> = {
  no_transcript: "a transcript",
  not_understood: "listening to it",
};

/** A rival with less of a chance than this part of the best one's is none. */
const CLOSE = 1 / 3;
/** More than these are not named. */
const MOST_NAMED = 3;

/** Which booking is likeliest, what else it may have been about, and what to ask for. */
function inDoubt(best: Ranked, rest: readonly Ranked[], { decision, ranked, isOfSeveral }: Judged): string {
  const none = ranked.find(({ option }) => option.reading === null)?.chance ?? 0;
  const [rival] = rest;
  const close = rest.filter(({ chance }) => chance >= best.chance * CLOSE);
  if (rival !== undefined && decision.reviewReason === "AMBIGUOUS_BOOKING") {
    const named = [best, ...close].slice(0, MOST_NAMED).map(({ option }) => nameOf(option));
    const others = close.length + 1 - named.length;
    const all = others > 0 ? [...named, `${others} more`] : named;
    const fit = rival.chance >= best.chance / 2 ? "fit about equally" : "may be meant, the first more likely";
    if (isOfSeveral)
      return `The call was about several bookings at once, ${nameOf(best.option)} and ${nameOf(rival.option)} among them; a person must choose the one to keep it with.`;
    const orNone = none >= best.chance ? `, if the call was about ${all.length === 2 ? "either" : "any"} of them` : "";
    return `${all.length === 2 ? "Both " : ""}${sentence(list(all))} ${fit}${orNone}; ${difference(best.option, rival.option)} would settle it.`;
  }
  const name = sentence(nameOf(best.option));
  if (best.option.customer.id !== decision.customerId)
    return `${name} fits best, but it is ${possessive(best.option.customer.name)}, who has the same number; a person must confirm it.`;
  if (best.chance >= LINK_BOOKING_AT)
    return `${name} fits best, but only one side of the call was heard; a person must confirm it.`;
  const doubt =
    none >= best.chance || rival === undefined || rival.chance < none
      ? "whether the call was about it at all must be confirmed"
      : `${difference(best.option, rival.option)} would settle it`;
  return `${name} is the likeliest booking, on little evidence; ${doubt}.`;
}

/** "Hibachi party on Fri 15 Nov 2024 at 18:00 for 30". */
function nameOf({ reading }: Option): string {
  if (reading === null) return "no booking";
  const { booking, at } = reading;
  const guests = booking.guestCount === null ? "" : ` for ${booking.guestCount}`;
  const cancelled = booking.status === "CANCELLED" ? " (cancelled)" : "";
  return `${booking.title ?? "the booking"} on ${dayInWords(at.day)} at ${minuteInWords(at.minute)}${guests}${cancelled}`;
}

/** What two bookings differ in, as the question to ask. */
function difference(a: Option, b: Option): string {
  if (a.reading === null || b.reading === null) return "more detail";
  const parts: string[] = [];
  if (a.reading.at.day !== b.reading.at.day) parts.push("the date");
  if (a.reading.at.minute !== b.reading.at.minute) parts.push("the time");
  if (a.reading.booking.guestCount !== b.reading.booking.guestCount) parts.push("the number of guests");
  if (a.reading.booking.title !== b.reading.booking.title) parts.push("what was booked");
  if (parts.length === 0)
    parts.push(placeOf(a.reading.booking) === placeOf(b.reading.booking) ? "nothing but its number" : "the place");
  return list(parts);
}
