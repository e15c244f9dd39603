import { DateTime } from "luxon";
import {
  type BookingAbout,
  BUSINESS_TIMEZONE,
  type DemoCall,
  type DemoCustomer,
  type DemoNumber,
  OWN_PHONES,
} from "./business.js";
import { factsOf } from "./call-facts.js";
import { e164Of } from "./customers.js";
import { at, type Draw, drawFor } from "./draw.js";
import type { EventState } from "./event-words.js";
import { OCCASIONS } from "./occasions.js";
import { PACKAGES } from "./packages.js";
import { STRANGERS } from "./people.js";
import type { Script } from "./script.js";
import { speak } from "./spoken-call.js";
import { CITIES, STREETS } from "./venues.js";

const EXTENSIONS = ["101", "102", "103", "104", "105"];

export interface OtherCallRequest {
  readonly seed: number;
  readonly key: string;
  readonly at: Date;
  readonly script: Script;
  /** A customer who calls about something that is not booked; null for a stranger. */
  readonly customer: DemoCustomer | null;
  readonly number: DemoNumber;
}

/** A call that is about no booking: prices, suppliers, wrong numbers, colleagues. */
export function placeOtherCall(request: OtherCallRequest): DemoCall {
  const { script, customer } = request;
  const draw = drawFor(request.seed, `call-${request.key}-${script.id}`);
  // A supplier is the same person at the same number whenever that script is spoken.
  const who = script.kind === "vendor" ? drawFor(request.seed, `vendor-${script.id}`) : draw;
  const stranger = who.pick(STRANGERS).join(" ");
  const phone = customer === null ? strangerNumber(who) : e164Of(draw.pick(customer.phones));
  const state = imaginedEvent(request.at, draw);
  const facts = factsOf({
    at: request.at,
    caller: customer ?? { name: stranger, company: null },
    phone,
    about: state.about,
    before: state,
    after: state,
    other: null,
    returning: false,
    partner: null,
    draw,
  });
  const spoken = speak(script, facts, draw);
  const internal = script.direction === "INTERNAL";
  const [caller = "", callee = ""] = draw.shuffle(EXTENSIONS);
  const outside = request.number === "withheld" && script.direction === undefined ? null : phone;
  const line = at(OWN_PHONES, 0);
  const outbound = script.direction === "OUTBOUND";
  return {
    key: request.key,
    scenario: script.kind,
    script: script.id,
    number: internal ? "own" : outside !== null && request.number === "withheld" ? "stranger" : request.number,
    direction: script.direction ?? "INBOUND",
    fromPhone: internal ? caller : outbound ? line : outside,
    toPhone: internal ? callee : outbound ? outside : line,
    startedAt: request.at,
    durationSeconds: spoken.durationSeconds,
    segments: spoken.segments,
    insights: spoken.insights,
    truth: { customerKey: customer?.key ?? null, bookingKey: null },
  };
}

/** 555-0190 to 555-0199: fictional, and nobody's in the books. */
export const strangerNumber = (draw: Draw): string => `+1${draw.pick(CITIES)[2]}55501${draw.int(90, 99)}`;

/** What somebody asks prices for. */
function imaginedEvent(call: Date, draw: Draw): EventState & { readonly about: BookingAbout } {
  const occasion = draw.pick(OCCASIONS.filter(({ host }) => host === "home"));
  const hibachi = draw.pick(PACKAGES.filter(({ suits }) => suits !== "offices"));
  const [city, zip] = draw.pick(CITIES);
  const place = {
    spoken: "our backyard",
    yours: "your backyard",
    host: "home" as const,
    number: draw.int(11, 1890),
    street: draw.pick(STREETS),
    city,
    zip,
  };
  const day = DateTime.fromJSDate(call, { zone: BUSINESS_TIMEZONE }).plus({ days: draw.int(20, 80) });
  return {
    at: day.set({ hour: 18, minute: 0, second: 0, millisecond: 0 }).toJSDate(),
    guests: draw.int(occasion.guests[0], occasion.guests[1]),
    hibachi,
    place,
    extras: [],
    about: { occasion, hibachi, place, extras: [] },
  };
}
