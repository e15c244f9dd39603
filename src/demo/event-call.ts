import { DateTime } from "luxon";
import { type Books, hadEventBefore, otherAhead, partnerOf } from "./books.js";
import {
  BUSINESS_TIMEZONE,
  type DemoBooking,
  type DemoCall,
  type DemoCustomer,
  type DemoNumber,
  OWN_PHONES,
} from "./business.js";
import { factsOf } from "./call-facts.js";
import { e164Of } from "./customers.js";
import { at, drawFor } from "./draw.js";
import { changed } from "./event-change.js";
import type { EventState } from "./event-words.js";
import type { Script } from "./script.js";
import { speak } from "./spoken-call.js";
import { strangerNumber } from "./stranger-call.js";

export interface EventCallRequest {
  readonly seed: number;
  readonly key: string;
  readonly at: Date;
  readonly customer: DemoCustomer;
  readonly booking: DemoBooking;
  readonly books: Books;
  /** How the booking stood after the call ("before" is worked out), or before it ("after" is). */
  readonly state: EventState;
  readonly towards: "before" | "after";
  /** In order of preference; the first whose words fit is spoken. */
  readonly scripts: readonly Script[];
  readonly number: DemoNumber;
}

export interface EventCall {
  readonly call: DemoCall;
  /** The booking on the other side of the change. */
  readonly state: EventState;
}

/** A customer's call about an event, or null where none of the scripts fits it. */
export function placeEventCall(request: EventCallRequest): EventCall | null {
  for (const script of request.scripts) {
    const placed = tryScript(request, script);
    if (placed !== null) return placed;
  }
  return null;
}

function tryScript(request: EventCallRequest, script: Script): EventCall | null {
  if (script.host !== undefined && script.host !== request.booking.about.occasion.host) return null;
  const draw = drawFor(request.seed, `call-${request.key}-${script.id}`);
  const state =
    script.change === undefined
      ? request.state
      : changed(request.state, script.change, request.towards, request.at, draw);
  if (state === null) return null;
  const [before, after] = request.towards === "before" ? [state, request.state] : [request.state, state];
  if (!isTimely(script, request.at, before.at)) return null;
  const outbound = script.direction === "OUTBOUND";
  const number = outbound ? "known" : request.number;
  const phone = phoneOf(request, number);
  const facts = factsOf({
    at: request.at,
    caller: request.customer,
    phone,
    about: request.booking.about,
    before,
    after,
    other: otherAhead(request.books, request.booking, request.at),
    returning: hadEventBefore(request.books, request.customer, request.at),
    partner: partnerOf(request.books, request.customer),
    draw,
  });
  if (script.fits !== undefined && !script.fits(facts)) return null;
  const spoken = speak(script, facts, draw);
  const called = spoken.segments.some(({ text }) => text.includes(facts.first));
  if (!called && script.nameless !== true && (number !== "known" || request.books.sharedPhones.has(phone))) return null;
  const line = at(OWN_PHONES, draw.int(0, 9) < 8 ? 0 : draw.int(1, 2));
  const outside = number === "withheld" ? null : phone;
  return {
    state,
    call: {
      key: request.key,
      scenario: script.kind,
      script: script.id,
      number,
      direction: outbound ? "OUTBOUND" : "INBOUND",
      fromPhone: outbound ? line : outside,
      toPhone: outbound ? outside : line,
      startedAt: request.at,
      durationSeconds: spoken.durationSeconds,
      segments: spoken.segments,
      insights: spoken.insights,
      truth: { customerKey: request.customer.key, bookingKey: request.booking.key },
    },
  };
}

/** Whether the event is as far away as the words have it. */
function isTimely(script: Script, call: Date, event: Date): boolean {
  const hours = (event.getTime() - call.getTime()) / 3_600_000;
  if (script.hours !== undefined && (hours < script.hours[0] || hours > script.hours[1])) return false;
  const [soonest, latest] = script.days ?? [1, 120];
  // Calendar days cost; most scripts are out by more than one.
  if (hours < (soonest - 1.1) * 24 || hours > (latest + 1.1) * 24) return false;
  const days = daysBetween(call, event);
  return days >= soonest && days <= latest;
}

function phoneOf(request: EventCallRequest, number: DemoNumber): string {
  const draw = drawFor(request.seed, `phone-${request.key}`);
  if (number === "new") return strangerNumber(draw);
  return e164Of(draw.pick(request.customer.phones));
}

function daysBetween(from: Date, to: Date): number {
  const [a, b] = [from, to].map((date) => DateTime.fromJSDate(date, { zone: BUSINESS_TIMEZONE }).startOf("day"));
  return a === undefined || b === undefined ? 0 : Math.round(b.diff(a, "days").days);
}
