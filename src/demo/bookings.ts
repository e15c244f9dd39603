import { DateTime } from "luxon";
import {
  type BookingAbout,
  BUSINESS_TIMEZONE,
  type DemoBooking,
  type DemoCustomer,
  type DemoStatus,
} from "./business.js";
import { e164Of } from "./customers.js";
import { at, type Draw, drawFor } from "./draw.js";
import { OCCASIONS, type Occasion } from "./occasions.js";
import { EXTRAS, type Extra, type HibachiPackage, PACKAGES } from "./packages.js";
import { addressOf, CITIES, HOME_PLACES, OFFICE_PLACES, STREETS, type Venue } from "./venues.js";

/** How many events lie behind, and how many ahead of, the two of today. */
const PAST_EVENTS = 66;
const FUTURE_EVENTS = 46;
const DAYS_BACK = 140;
const DAYS_AHEAD = 110;

/** Everybody's bookings as they stand at `now`, by event date. */
export function buildBookings(now: Date, seed: number, customers: readonly DemoCustomer[]): DemoBooking[] {
  const local = DateTime.fromJSDate(now, { zone: BUSINESS_TIMEZONE });
  const draw = drawFor(seed, "bookings");
  const hosts = hostOrder(customers, draw);
  const events = [...todaysEvents(local), ...pastEvents(local, draw), ...futureEvents(local, draw)];
  const known: Known = { homes: new Map(), occasions: new Map(), days: new Set() };
  return events
    .map((event, index) => {
      const customer = at(hosts, index);
      const free = onFreeDay(event, customer, local, known);
      return book(free, customer, local, drawFor(seed, `booking-${index}`), known, index);
    })
    .sort((a, b) => a.eventAt.getTime() - b.eventAt.getTime());
}

/** What earlier bookings have settled. */
interface Known {
  /** By the number of the household or office: where its people live or work. */
  readonly homes: Map<string, Venue>;
  /** By customer: what was celebrated, or will be. */
  readonly occasions: Map<string, Set<string>>;
  /** Number and day: nobody has two events on one. */
  readonly days: Set<string>;
}

const lineOf = (customer: DemoCustomer): string => e164Of(customer.phones[0] ?? customer.key);

/** A week further from now for every week in which that household or office has an event on the day. */
function onFreeDay(event: PlannedEvent, customer: DemoCustomer, now: DateTime, known: Known): PlannedEvent {
  const taken = `${lineOf(customer)} ${event.at.toISODate()}`;
  if (!known.days.has(taken)) {
    known.days.add(taken);
    return event;
  }
  const week = event.at < now ? -7 : 7;
  return onFreeDay({ ...event, at: event.at.plus({ days: week }) }, customer, now, known);
}

/** Everybody in turn, so that nobody goes without, and then everybody again. */
const hostOrder = (customers: readonly DemoCustomer[], draw: Draw): DemoCustomer[] => [
  ...draw.shuffle(customers),
  ...draw.shuffle(customers),
];

interface PlannedEvent {
  readonly at: DateTime;
  readonly status: DemoStatus;
}

/**
 * A lunch and a dinner today. A crew leaves for the event in the morning: until four hours after its start it is in
 * progress, whatever the hour at which the business is looked at.
 */
function todaysEvents(now: DateTime): PlannedEvent[] {
  const nearest = Math.min(18, Math.max(12, now.hour + 1));
  const other = nearest >= 15 ? 12 : 18;
  return [
    { at: clock(now, nearest, 0), status: "IN_PROGRESS" },
    { at: clock(now, other, 30), status: now.hour >= other + 4 ? "COMPLETED" : "IN_PROGRESS" },
  ];
}

const pastEvents = (now: DateTime, draw: Draw): PlannedEvent[] =>
  Array.from({ length: PAST_EVENTS }, (_, index) => {
    // The last week is busy, so that feedback and complaints have something to talk about.
    const daysAgo = index < 8 ? 1 + (index % 6) : draw.int(2, DAYS_BACK);
    return {
      at: eventClock(towardsWeekend(now.minus({ days: daysAgo }), draw, -1, now), draw),
      status: draw.chance(0.13) ? "CANCELLED" : "COMPLETED",
    };
  });

const futureEvents = (now: DateTime, draw: Draw): PlannedEvent[] =>
  Array.from({ length: FUTURE_EVENTS }, (_, index) => {
    const daysAhead = index < 16 ? 1 + (index % 13) : draw.int(5, DAYS_AHEAD);
    const status = draw.chance(0.07) ? "CANCELLED" : draw.chance(daysAhead < 10 ? 0.9 : 0.55) ? "CONFIRMED" : "PENDING";
    return { at: eventClock(towardsWeekend(now.plus({ days: daysAhead }), draw, 1, now), draw), status };
  });

/** Two of three weekday dates move to the Friday, Saturday or Sunday next to them, never across today. */
function towardsWeekend(day: DateTime, draw: Draw, step: 1 | -1, now: DateTime): DateTime {
  if (day.weekday >= 5 || draw.chance(0.33)) return day;
  const moved = day.plus({ days: step * (step === 1 ? draw.int(5, 7) - day.weekday : day.weekday - draw.int(-2, 0)) });
  return Math.abs(moved.diff(now, "days").days) < 1 ? day : moved;
}

const eventClock = (day: DateTime, draw: Draw): DateTime =>
  draw.chance(0.3)
    ? clock(day, draw.pick([11, 12, 12, 13]), draw.pick([0, 30]))
    : clock(day, draw.pick([16, 17, 17, 18, 18, 18, 19]), draw.pick([0, 0, 30, 30, 15]));

const clock = (day: DateTime, hour: number, minute: number): DateTime =>
  day.set({ hour, minute, second: 0, millisecond: 0 });

function book(
  event: PlannedEvent,
  customer: DemoCustomer,
  now: DateTime,
  draw: Draw,
  known: Known,
  index: number,
): DemoBooking {
  const occasion = newOccasion(customer, event.at, draw, known);
  const hibachi = packageFor(occasion, event.at, draw);
  const place = venueFor(customer, draw, known);
  const extras = extrasFor(draw);
  const about: BookingAbout = { occasion, hibachi, place, extras };
  return {
    key: `booking-${String(index + 1).padStart(3, "0")}`,
    customerKey: customer.key,
    eventAt: event.at.toJSDate(),
    guestCount: draw.int(occasion.guests[0], occasion.guests[1]),
    status: event.status,
    title: `${hibachi.name}: ${occasion.title}`,
    venue: addressOf(place),
    notes: notesOf(extras, draw),
    createdAt: enteredAt(event.at, now, draw).toJSDate(),
    about,
  };
}

/** Nobody celebrates the same thing twice. */
function newOccasion(customer: DemoCustomer, when: DateTime, draw: Draw, known: Known): Occasion {
  const had = known.occasions.get(customer.key) ?? new Set();
  const kind = customer.company === null ? "home" : "office";
  const occasion = draw.pick(OCCASIONS.filter((one) => one.host === kind && !had.has(one.event) && suits(one, when)));
  known.occasions.set(customer.key, had.add(occasion.event));
  return occasion;
}

/** A lunch is at noon, and a dinner is not. */
const suits = (occasion: Occasion, when: DateTime): boolean =>
  when.hour < 15 ? !occasion.event.includes("dinner") : !/lunch|shower/.test(occasion.event);

function packageFor(occasion: Occasion, when: DateTime, draw: Draw): HibachiPackage {
  const fits = PACKAGES.filter(
    ({ suits }) => suits === "anyone" || (suits === "offices") === (occasion.host === "office"),
  );
  const lunch = fits.filter(({ suits }) => suits === "offices");
  if (when.hour < 15 && lunch.length > 0 && draw.chance(0.5)) return draw.pick(lunch);
  return draw.pick(fits.filter(({ suits }) => suits !== "offices" || when.hour < 15));
}

/** Most events are at the customer's own address, which stays the same. */
function venueFor(customer: DemoCustomer, draw: Draw, known: Known): Venue {
  const [city, zip] = draw.pick(CITIES);
  const host = customer.company === null ? "home" : "office";
  const [spoken, yours] = draw.pick(host === "home" ? HOME_PLACES : OFFICE_PLACES);
  const place: Venue = { spoken, yours, host, number: draw.int(11, 1890), street: draw.pick(STREETS), city, zip };
  const home = known.homes.get(lineOf(customer));
  if (home === undefined) {
    known.homes.set(lineOf(customer), place);
    return place;
  }
  return draw.chance(0.7) ? home : place;
}

function extrasFor(draw: Draw): Extra[] {
  const count = draw.pick([0, 1, 1, 2, 2, 3]);
  const drawn = draw.shuffle(EXTRAS).slice(0, count);
  return drawn.filter((one) => one.kind !== "allergy" || drawn.find(({ kind }) => kind === "allergy") === one);
}

function notesOf(extras: readonly Extra[], draw: Draw): string | null {
  const aside = draw.chance(0.3)
    ? [
        draw.pick([
          "Gate code 4471",
          "Park in the alley, not the driveway",
          "Dog in the yard, friendly",
          "HOA: music off by 10",
          "Steep driveway, bring the hand truck",
          "Surprise party: do not call the house",
        ]),
      ]
    : [];
  const lines = [...extras.map(({ note }) => note), ...aside];
  return lines.length === 0 ? null : `${lines.join(". ")}.`;
}

/** One to nine weeks ahead, in office hours, and never later than yesterday. */
function enteredAt(event: DateTime, now: DateTime, draw: Draw): DateTime {
  const earliest = event.minus({ days: draw.int(9, 62) });
  const day = DateTime.min(earliest, now.minus({ days: draw.int(1, 20) })) ?? earliest;
  return clock(day, draw.int(9, 17), draw.int(5, 55)).set({ second: draw.int(0, 59) });
}
