import { DateTime } from "luxon";
import { type BookingAbout, BUSINESS_TIMEZONE, type DemoCustomer } from "./business.js";
import type { Draw } from "./draw.js";
import { type EventState, type EventWords, eventWords, partOfDay } from "./event-words.js";
import { EXTRAS, type Extra } from "./packages.js";
import { AGENTS, CHEFS, MEN } from "./people.js";
import { inWords, type Spelling, sayCount, sayDay, sayMoney, sayTime } from "./say.js";

/** Everything a dialogue may mention, in the words of this call. */
export interface CallFacts {
  readonly first: string;
  readonly last: string;
  readonly full: string;
  /** "Jennifer Alvarez", or "Rachel from Bayline Design". */
  readonly who: string;
  readonly company: string | null;
  /** "wife" or "husband", and "she" or "he". */
  readonly spouse: string;
  readonly spouseThey: string;
  readonly agent: string;
  readonly colleague: string;
  readonly chef: string;
  readonly otherChef: string;
  /** How this agent answers the phone. */
  readonly hello: string;
  /** "my mom's birthday" and "your mom's birthday" (host and agent), "the birthday party" (both, later on). */
  readonly mine: string;
  readonly yours: string;
  readonly event: string;
  readonly host: "home" | "office";
  /** The event as it stood before the call. */
  readonly e: EventWords;
  /** And after it; the same where nothing changes. */
  readonly to: EventWords;
  /** The same customer's other event ahead; null where there is none. */
  readonly other: { readonly event: string; readonly e: EventWords; readonly later: boolean } | null;
  /** By how many guests it changes. */
  readonly more: string;
  readonly moreCount: number;
  /** A head count that is said and then taken back. */
  readonly nearMiss: string;
  /** A time and a day that are offered and turned down. */
  readonly offTime: string;
  readonly offDay: string;
  /** What is asked for in this call, or was on the booking. */
  readonly extra: string;
  readonly extraKey: string;
  readonly extraKind: Extra["kind"];
  /** Whether it is on the order already, or comes onto it in this call. */
  readonly onOrder: boolean;
  /** Whether the new package costs more. */
  readonly upgrade: boolean;
  /** Whether this customer had an event before. */
  readonly returning: boolean;
  /** Somebody of the same household or office. */
  readonly partner: string | null;
  /** The caller's number as spoken. */
  readonly phone: string;
  /** "morning", "afternoon" or "evening" of the call. */
  readonly partOfDay: string;
  /** Any other number in this call's spelling. */
  readonly n: (value: number) => string;
  readonly money: (dollars: number) => string;
}

export interface CallMoment {
  readonly at: Date;
  readonly caller: Pick<DemoCustomer, "name" | "company">;
  /** Ten digits or E.164; null where withheld. */
  readonly phone: string | null;
  readonly about: BookingAbout;
  readonly before: EventState;
  readonly after: EventState;
  readonly other: { readonly about: BookingAbout; readonly state: EventState } | null;
  readonly returning: boolean;
  readonly partner: string | null;
  readonly draw: Draw;
}

export function factsOf(moment: CallMoment): CallFacts {
  const { draw, caller, about, before, after } = moment;
  const spelling: Spelling = draw.chance(0.6) ? "words" : "digits";
  const now = DateTime.fromJSDate(moment.at, { zone: BUSINESS_TIMEZONE });
  const [first = "", ...rest] = caller.name.split(" ");
  const [agent = "", colleague = ""] = draw.shuffle(AGENTS);
  const [chef = "", otherChef = ""] = draw.shuffle(CHEFS);
  const at = DateTime.fromJSDate(before.at, { zone: BUSINESS_TIMEZONE });
  const moved = DateTime.fromJSDate(after.at, { zone: BUSINESS_TIMEZONE });
  const extra = newExtra(before, after) ?? before.extras[0] ?? draw.pick(EXTRAS);
  const more = Math.abs(after.guests - before.guests);
  return {
    first,
    last: rest.join(" "),
    full: caller.name,
    who: caller.company === null ? caller.name : `${first} from ${caller.company}`,
    company: caller.company,
    spouse: MEN.has(first) ? "wife" : "husband",
    spouseThey: MEN.has(first) ? "she" : "he",
    agent,
    colleague,
    chef: `Chef ${chef}`,
    otherChef: `Chef ${otherChef}`,
    hello: greeting(agent, now, draw),
    mine: about.occasion.mine,
    yours: about.occasion.yours,
    event: about.occasion.event,
    host: about.occasion.host,
    e: eventWords(before, now, spelling),
    to: eventWords(after, now, spelling),
    other:
      moment.other === null
        ? null
        : {
            event: moment.other.about.occasion.event,
            e: eventWords(moment.other.state, now, spelling),
            later: moment.other.state.at > before.at,
          },
    more: sayCount(more, spelling),
    moreCount: more,
    nearMiss: sayCount(nearMiss(before.guests, after.guests), spelling),
    offTime: sayTime(offTime(at, moved), spelling),
    offDay: sayDay(offDay(moved, now), now, spelling),
    extra: extra.spoken,
    extraKey: extra.key,
    extraKind: extra.kind,
    onOrder: after.extras.includes(extra),
    upgrade: after.hibachi.price > before.hibachi.price,
    returning: moment.returning,
    partner: moment.partner,
    phone: spokenNumber(moment.phone, spelling),
    partOfDay: partOfDay(now.hour),
    n: (value) => sayCount(value, spelling),
    money: (dollars) => sayMoney(dollars, spelling),
  };
}

function spokenNumber(phone: string | null, spelling: Spelling): string {
  if (phone === null) return "";
  const digits = phone.replace(/\D/g, "").slice(-10);
  const groups = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  if (spelling === "digits") return groups.join("-");
  return groups
    .map((group) => [...group].map((digit) => (digit === "0" ? "oh" : inWords(Number(digit)))).join(" "))
    .join(", ");
}

const newExtra = (before: EventState, after: EventState): Extra | undefined =>
  after.extras.find((one) => !before.extras.includes(one));

const nearMiss = (before: number, after: number): number => {
  const between = Math.round((before + after) / 2);
  return between === before || between === after ? after + (after > before ? 4 : -2) : between;
};

const offTime = (before: DateTime, after: DateTime): DateTime => {
  const candidate = after.plus({ minutes: after.hour < 15 ? 60 : -60 });
  return candidate.hasSame(before, "minute") ? after.plus({ minutes: 90 }) : candidate;
};

/** The day before or after, but not one that is over. */
const offDay = (day: DateTime, now: DateTime): DateTime => {
  const dayBefore = day.minus({ days: 1 });
  return dayBefore.startOf("day") > now.startOf("day") ? dayBefore : day.plus({ days: 1 });
};

function greeting(agent: string, now: DateTime, draw: Draw): string {
  const name = "Ember and Steel Hibachi";
  return draw.pick([
    `${name}, this is ${agent}, how can I help?`,
    `Thank you for calling ${name}, ${agent} speaking.`,
    `${name}, ${agent} here.`,
    `Good ${partOfDay(now.hour)}, ${name}, you've got ${agent}.`,
    `Hi, thanks for calling ${name}. This is ${agent}.`,
    `Ember and Steel, ${agent} speaking, what can I do for you?`,
  ]);
}
