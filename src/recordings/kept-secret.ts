import { dayInWords, localTime } from "../linking/calendar.js";
import type { BookingFact, CallFact, ContextFacts } from "./ai-context-facts.js";
import { beginningInWords } from "./call-beginning.js";

/** "What a surprise" and "surprise us with the menu" keep nothing from anybody. */
const SECRET = new RegExp(
  [
    "(?:\\b(?:is|was|be|as|stays?|remains?|for|it['’]s|that['’]s|keep it)|[,:(]) a (?:total |complete |big |real )?surprise\\b",
    "\\bsurprise (?:party|birthday|anniversary|dinner|lunch|event|visit|celebration|proposal|guest)\\b",
    "\\bsurprise for (?:my|our|his|her|their|the)\\b",
    "\\bkeep (?:it|this|that) (?:a secret|secret|quiet)\\b",
    "\\b(?:do not|don['’]t|must not|mustn['’]t) (?:tell|mention (?:it|this) to|let (?:on|it slip))\\b(?! me\\b)",
  ].join("|"),
  "i",
);

/**
 * What an agent must know before a word about an event slips out: events ahead, or under way, that are kept from somebody,
 * by the bookings' notes and titles and by the calls `told`. Quotes nothing, since notes may be withheld. Null without any.
 */
export function secretsInWords(
  { bookings }: ContextFacts,
  told: readonly CallFact[],
  { asOf, timezone }: { readonly asOf: Date; readonly timezone: string },
): string | null {
  const isAhead = ({ eventAt, endsAt, status }: BookingFact): boolean =>
    status !== "CANCELLED" && status !== "COMPLETED" && new Date(endsAt ?? eventAt) >= asOf;
  const days = bookings
    .filter(isAhead)
    .filter(
      ({ id, notes, title }) =>
        SECRET.test(`${notes ?? ""}\n${title ?? ""}`) || told.some((call) => call.bookingId === id && isOfSecret(call)),
    )
    .map(({ eventAt }) => dayInWords(localTime(new Date(eventAt), timezone).day));
  if (days.length === 0) return null;
  return `${days.length === 1 ? "An event ahead is" : "Events ahead are"} kept from somebody (${days.join(", ")}): speak of ${days.length === 1 ? "it" : "them"} with nobody but the customer.`;
}

const isOfSecret = ({ beginning, direction, insights }: CallFact): boolean =>
  SECRET.test(insights?.summary ?? beginningInWords(beginning, direction) ?? "");
