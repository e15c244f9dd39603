import { DateTime } from "luxon";
import { BUSINESS_TIMEZONE } from "./business.js";
import type { Extra, HibachiPackage } from "./packages.js";
import {
  inWords,
  type Spelling,
  sayCount,
  sayDate,
  sayDay,
  sayFullDate,
  sayMoney,
  sayOrdinal,
  sayTime,
  sayTimeOfDay,
  sayWhen,
} from "./say.js";
import type { Venue } from "./venues.js";

/** A booking as it stood at some moment. */
export interface EventState {
  readonly at: Date;
  readonly guests: number;
  readonly hibachi: HibachiPackage;
  readonly place: Venue;
  readonly extras: readonly Extra[];
}

/** An event in the words of one call. */
export interface EventWords {
  readonly count: number;
  readonly guests: string;
  readonly adults: string;
  readonly kids: string;
  readonly kidsCount: number;
  /** "six thirty". */
  readonly time: string;
  /** "six thirty p.m.". */
  readonly timeOfDay: string;
  /** When the crew comes to set up: an hour and a half before. */
  readonly arrival: string;
  readonly hour: number;
  /** "lunch" or "dinner". */
  readonly meal: string;
  readonly partOfDay: string;
  /** "this Saturday", "the fourteenth": fits after "for". */
  readonly day: string;
  /** "this Saturday", "on the fourteenth". */
  readonly when: string;
  readonly weekday: string;
  /** "the fourteenth". */
  readonly ordinal: string;
  /** "November fourteenth". */
  readonly date: string;
  /** "Saturday, November fourteenth". */
  readonly fullDate: string;
  /** "Surf and Turf", after "the". */
  readonly pack: string;
  readonly proteins: string;
  readonly mainProtein: string;
  /** "our backyard". */
  readonly place: string;
  readonly yourPlace: string;
  /** "1420 Alder Street". */
  readonly street: string;
  readonly city: string;
  readonly price: string;
  readonly childPrice: string;
  readonly total: string;
  readonly deposit: string;
  readonly balance: string;
}

/** Puts an event into the words of a call that takes place `now` (in the business's zone). */
export function eventWords(state: EventState, now: DateTime, spelling: Spelling): EventWords {
  const at = DateTime.fromJSDate(state.at, { zone: BUSINESS_TIMEZONE });
  const kids = Math.max(2, Math.floor(state.guests / 5));
  const total = (state.guests - kids) * state.hibachi.price + kids * state.hibachi.childPrice;
  const deposit = state.guests > 40 ? 400 : state.guests > 20 ? 200 : 100;
  const lunch = at.hour < 15;
  return {
    count: state.guests,
    guests: sayCount(state.guests, spelling),
    adults: sayCount(state.guests - kids, spelling),
    kids: sayCount(kids, spelling),
    kidsCount: kids,
    time: sayTime(at, spelling),
    timeOfDay: sayTimeOfDay(at, spelling),
    arrival: sayTime(at.minus({ minutes: 90 }), spelling),
    hour: at.hour,
    meal: lunch ? "lunch" : "dinner",
    partOfDay: partOfDay(at.hour),
    day: sayDay(at, now, spelling),
    when: sayWhen(at, now, spelling),
    weekday: at.toFormat("cccc"),
    ordinal: `the ${sayOrdinal(at.day, spelling)}`,
    date: sayDate(at, spelling),
    fullDate: sayFullDate(at, spelling),
    pack: state.hibachi.spoken,
    proteins: state.hibachi.proteins,
    mainProtein: state.hibachi.proteins.split(/,| and /)[0] ?? "",
    place: state.place.spoken,
    yourPlace: state.place.yours,
    street: `${spelling === "words" ? houseNumber(state.place.number) : state.place.number} ${state.place.street}`,
    city: state.place.city,
    price: sayMoney(state.hibachi.price, spelling),
    childPrice: sayMoney(state.hibachi.childPrice, spelling),
    total: sayMoney(total, spelling),
    deposit: sayMoney(deposit, spelling),
    balance: sayMoney(total - deposit, spelling),
  };
}

/** 1420 is "fourteen twenty", 806 "eight oh six", 90 "ninety". */
function houseNumber(value: number): string {
  if (value < 100) return inWords(value);
  const rest = value % 100;
  const tail = rest === 0 ? "hundred" : rest < 10 ? `oh ${inWords(rest)}` : inWords(rest);
  return `${inWords(Math.floor(value / 100))} ${tail}`;
}

export const partOfDay = (hour: number): string => (hour < 12 ? "morning" : hour < 17 ? "afternoon" : "evening");
