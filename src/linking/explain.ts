import { dayInWords, minuteInWords } from "./calendar.js";
import type { Ranked } from "./candidates.js";
import { LINK_BOOKING_AT } from "./doubt.js";
import type { Evidence } from "./facts.js";
import type { Decision } from "./link-call.js";
import { phraseOf } from "./mention.js";
import type { Option } from "./options.js";
import type { OutsideParty } from "./outside-party.js";
import { placeOf } from "./title-mentions.js";

export type Explained =
  | { readonly kind: "not_linkable"; readonly party: "internal" | "conference" }
  | { readonly kind: "unknown"; readonly party: OutsideParty["kind"]; readonly suggestion: string | null }
  | {
      readonly kind: "judged";
      readonly decision: Decision;
      readonly ranked: readonly Ranked[];
      readonly isSilent: boolean;
      /** What speaks for it that the call was about none of the bookings, the weightiest first. */
      readonly forNone: readonly Evidence[];
    };

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

function unknown(party: OutsideParty["kind"], suggestion: string | null): string {
  const why =
    party === "withheld"
      ? "The caller withheld the number."
      : party === "masked"
        ? "The number is masked."
        : party === "none"
          ? "The call carries no number."
          : "No known customer has this number.";
  const remedy =
    party === "withheld" || party === "masked" || party === "none"
      ? "There is no number to know the caller by: whoever knows who it was can link the call by hand."
      : "Add the number to a customer, or create one from this call, and it links itself.";
  return suggestion === null
    ? `${why} ${remedy}`
    : `${why} The name and the booking spoken of point to ${suggestion}; a person must confirm that.`;
}

function judged({ decision, ranked, isSilent, forNone }: Extract<Explained, { kind: "judged" }>): string {
  const [best, ...rest] = ranked.filter(({ option }) => option.reading !== null);
  const name = ranked[0]?.option.customer.name ?? "the customer";
  if (decision.customerId === null) {
    const names = [...new Set(ranked.map(({ option }) => option.customer.name))];
    return decision.reviewReason === "SHARED_NUMBER"
      ? `${list(names)} share this number and nothing said tells which of them it was. A name, or a booking only one of them has, would settle it.`
      : `The number is ${name}'s, but the caller gave another name. Whether ${name} or somebody else called must be confirmed.`;
  }
  if (best === undefined) return `The number is ${name}'s, who has no bookings.`;
  const grounds = groundsOf(best.option);
  const rival = rest.find(({ chance }) => chance >= 0.02);
  if (decision.bookingId !== null) {
    const why =
      grounds === ""
        ? isSilent
          ? "by its time alone, as there is no transcript yet"
          : "by its time"
        : `by ${grounds}`;
    const next = rest.find(({ option }) => option.reading !== null && option.reading.hoursAhead > -24 * 14);
    const against =
      next === undefined ? "" : `; ${nameOf(next.option)} differs in ${difference(best.option, next.option)}`;
    return `The number is ${name}'s, and the call fits ${nameOf(best.option)} ${why}${against}.`;
  }
  if (decision.status === "CUSTOMER_ONLY")
    return `The number is ${name}'s, but none of their bookings fits what was said${isSilent ? " or when" : ""}${reasonsOf(forNone)}.`;
  if (decision.reviewReason === "AMBIGUOUS_BOOKING" && rival !== undefined) {
    return `The number is ${name}'s. Both ${nameOf(best.option)} and ${nameOf(rival.option)} fit about equally; ${difference(best.option, rival.option)} would settle it.`;
  }
  if (best.chance >= LINK_BOOKING_AT && !isSilent) {
    return `The number is ${name}'s. ${sentence(nameOf(best.option))} fits best, but the call also spoke of something else, left things open, or was heard in part; a person must confirm it.`;
  }
  return `The number is ${name}'s. ${sentence(nameOf(best.option))} is the likeliest booking, on little evidence${isSilent ? "; a transcript would settle it" : "; a date, time or number of guests would settle it"}.`;
}

/** Bits from which a reason is worth a word, and how many are given. */
const LEAST_REASON = 0.5;
const MOST_REASONS = 2;

/** ": nothing was decided, and the business was asked what it does or charges". */
function reasonsOf(evidence: readonly Evidence[]): string {
  const clauses = evidence
    .filter(({ signal, weight }) => weight >= LEAST_REASON && !/^none(?:_of_each)?$/.test(signal))
    .slice(0, MOST_REASONS)
    .map(({ detail }) => `${detail.charAt(0).toLowerCase()}${detail.slice(1, -1)}`);
  return clauses.length === 0 ? "" : `: ${clauses.join(", and ")}`;
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** "Hibachi party on Fri 15 Nov 2024 at 18:00 for 30". */
function nameOf({ reading }: Option): string {
  if (reading === null) return "no booking";
  const { booking, at } = reading;
  const guests = booking.guestCount === null ? "" : ` for ${booking.guestCount}`;
  return `${booking.title ?? "the booking"} on ${dayInWords(at.day)} at ${minuteInWords(at.minute)}${guests}`;
}

/** The words of the call that the choice rests on, each once. */
function groundsOf(option: Option): string {
  const phrases = option.signals
    .filter(
      (signal) =>
        signal.mention !== null &&
        /^(?:exact_date|(?:clock|guests|title|place)_said|day_near|guests_near|clock_near)$/.test(signal.name),
    )
    .map((signal) => (signal.mention === null ? "" : `"${phraseOf(signal.mention)}"`));
  return list([...new Set(phrases)].slice(0, 4));
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
