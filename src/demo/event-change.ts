import { DateTime } from "luxon";
import { BUSINESS_TIMEZONE, type DemoBooking } from "./business.js";
import type { Draw } from "./draw.js";
import type { EventState } from "./event-words.js";
import { EXTRAS, PACKAGES } from "./packages.js";
import type { Change } from "./script.js";
import { CITIES, HOME_PLACES, OFFICE_PLACES, OTHER_PLACES, STREETS } from "./venues.js";

export const stateOf = (booking: DemoBooking): EventState => ({
  at: booking.eventAt,
  guests: booking.guestCount,
  hibachi: booking.about.hibachi,
  place: booking.about.place,
  extras: booking.about.extras,
});

/**
 * The event as it was before the change ("before": past calls are told backwards, from how the booking ended up) or as
 * it will be ("after": live calls). null where it cannot be, e.g. a dish that is asked for before any was on the order.
 */
export function changed(
  state: EventState,
  change: Change,
  towards: "before" | "after",
  call: Date,
  draw: Draw,
): EventState | null {
  const sign = towards === "after" ? 1 : -1;
  switch (change) {
    case "guests-up":
      return withGuests(state, sign * guestStep(state, draw));
    case "guests-down":
      return withGuests(state, -sign * guestStep(state, draw));
    case "earlier":
      return shifted(state, { minutes: -sign * draw.pick([30, 60, 60, 90]) });
    case "later":
      return shifted(state, { minutes: sign * draw.pick([30, 60, 60]) });
    case "date":
      return otherDay(state, call, draw);
    case "venue":
      return { ...state, place: otherPlace(state, towards, draw) };
    case "extra":
      return towards === "after" ? moreExtras(state, draw) : fewerExtras(state, draw);
    case "package":
      return otherPackage(state, draw);
  }
}

const guestStep = (state: EventState, draw: Draw): number => draw.int(2, Math.max(3, Math.round(state.guests / 4)));

const withGuests = (state: EventState, by: number): EventState | null => {
  const guests = state.guests + by;
  return guests < 8 || guests > 80 ? null : { ...state, guests };
};

function shifted(state: EventState, by: { minutes: number }): EventState | null {
  const at = DateTime.fromJSDate(state.at, { zone: BUSINESS_TIMEZONE }).plus(by);
  return at.hour < 11 || at.hour > 19 ? null : { ...state, at: at.toJSDate() };
}

/** Another day that still lies ahead of the call, at the same hour. */
function otherDay(state: EventState, call: Date, draw: Draw): EventState | null {
  const at = DateTime.fromJSDate(state.at, { zone: BUSINESS_TIMEZONE });
  const earliest = DateTime.fromJSDate(call).plus({ days: 4 });
  const days = draw.shuffle([-14, -8, -7, -6, -1, 1, 6, 7, 8, 13, 14, 21]);
  const day = days.map((step) => at.plus({ days: step })).find((other) => other > earliest);
  return day === undefined ? null : { ...state, at: day.toJSDate() };
}

/** Moved away from home when told forwards; told backwards, home is where it was to be at first. */
function otherPlace(state: EventState, towards: "before" | "after", draw: Draw): EventState["place"] {
  const { host } = state.place;
  const places = towards === "after" ? OTHER_PLACES[host] : host === "home" ? OWN_PLACES : OFFICE_PLACES;
  const [city, zip] = draw.pick(CITIES.filter(([name]) => name !== state.place.city));
  const [spoken, yours] = draw.pick(places.filter(([name]) => name !== state.place.spoken));
  const street = draw.pick(STREETS.filter((name) => name !== state.place.street));
  return { spoken, yours, host, number: draw.int(100, 1890), street, city, zip };
}

const OWN_PLACES = HOME_PLACES.filter(([mine]) => mine.startsWith("our "));

const moreExtras = (state: EventState, draw: Draw): EventState => ({
  ...state,
  extras: [...state.extras, draw.pick(EXTRAS.filter((one) => !state.extras.includes(one)))],
});

function fewerExtras(state: EventState, draw: Draw): EventState | null {
  if (state.extras.length === 0) return null;
  const asked = draw.pick(state.extras);
  return { ...state, extras: state.extras.filter((one) => one !== asked) };
}

const otherPackage = (state: EventState, draw: Draw): EventState => ({
  ...state,
  hibachi: draw.pick(
    PACKAGES.filter((one) => one !== state.hibachi && (one.suits === "anyone" || one.suits === state.hibachi.suits)),
  ),
});
