import type { DateTime } from "luxon";

/** Numbers as a transcript has them: spelled out, or as digits. One call keeps to one of them. */
export type Spelling = "words" | "digits";

// biome-ignore format: a table
const ONES = [
  "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
  "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];
const TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
// biome-ignore format: a table
const ORDINALS: Readonly<Record<string, string>> = {
  one: "first", two: "second", three: "third", five: "fifth", eight: "eighth", nine: "ninth", twelve: "twelfth",
  twenty: "twentieth", thirty: "thirtieth",
};

/** 0 to 9,999 in words, as people say sums: 1800 is "eighteen hundred". */
export function inWords(value: number): string {
  if (value < 20) return ONES[value] ?? String(value);
  if (value < 100)
    return [TENS[Math.floor(value / 10)], value % 10 === 0 ? "" : ONES[value % 10]].filter(Boolean).join("-");
  const hundreds = Math.floor(value / 100);
  const rest = value % 100 === 0 ? "" : ` ${inWords(value % 100)}`;
  if (hundreds % 10 === 0) {
    return `${inWords(hundreds / 10)} thousand${rest}`;
  }
  return `${inWords(hundreds)} hundred${rest}`;
}

export const sayCount = (count: number, spelling: Spelling): string =>
  spelling === "words" ? inWords(count) : String(count);

/** "two hundred dollars" or "$200". */
export const sayMoney = (dollars: number, spelling: Spelling): string =>
  spelling === "words" ? `${inWords(dollars)} dollars` : `$${dollars.toLocaleString("en-US")}`;

/** "fourteenth" or "14th". */
export function sayOrdinal(day: number, spelling: Spelling): string {
  if (spelling === "words") {
    const parts = inWords(day).split("-");
    const last = parts.pop() ?? "";
    return [...parts, ORDINALS[last] ?? `${last}th`].join("-");
  }
  const suffix = day > 10 && day < 14 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${suffix}`;
}

/** A clock time without morning or evening: "six thirty", "6:30", "6:00", "noon". */
export function sayTime(time: DateTime, spelling: Spelling): string {
  if (time.hour === 12 && time.minute === 0) return "noon";
  const hour = time.hour % 12 === 0 ? 12 : time.hour % 12;
  if (spelling === "digits") return `${hour}:${String(time.minute).padStart(2, "0")}`;
  return time.minute === 0 ? inWords(hour) : `${inWords(hour)} ${inWords(time.minute)}`;
}

/** The same, with morning or evening: "six thirty p.m.", "6:30 PM", "noon". */
export function sayTimeOfDay(time: DateTime, spelling: Spelling): string {
  const clock = sayTime(time, spelling);
  if (clock === "noon") return clock;
  if (spelling === "digits") return `${clock} ${time.hour < 12 ? "AM" : "PM"}`;
  return `${clock} ${time.hour < 12 ? "a.m." : "p.m."}`;
}

/** "November fourteenth" or "November 14th". */
export const sayDate = (time: DateTime, spelling: Spelling): string =>
  `${time.toFormat("LLLL")} ${sayOrdinal(time.day, spelling)}`;

/** "Saturday, November 14th". */
export const sayFullDate = (time: DateTime, spelling: Spelling): string =>
  `${time.toFormat("cccc")}, ${sayDate(time, spelling)}`;

/**
 * A day as people refer to it at the moment they speak: "today", "tomorrow", "this Saturday", "next Friday",
 * "the fourteenth", "last Saturday". `next` is used only for the week after this one, where everyone agrees.
 */
export function sayDay(day: DateTime, now: DateTime, spelling: Spelling): string {
  const days = Math.round(day.startOf("day").diff(now.startOf("day"), "days").days);
  const weeks = Math.round(day.startOf("week").diff(now.startOf("week"), "weeks").weeks);
  const weekday = day.toFormat("cccc");
  if (days === 0) return "today";
  if (days === 1) return "tomorrow";
  if (days === -1) return "yesterday";
  if (days > 1 && days < 7) return weeks === 0 ? `this ${weekday}` : `this coming ${weekday}`;
  if (days > 6 && days < 14 && weeks === 1) return `next ${weekday}`;
  if (days < -1 && days > -7) return weeks === 0 ? `this past ${weekday}` : `last ${weekday}`;
  if (days > 7 && days < 28) return `${weekday} the ${sayOrdinal(day.day, spelling)}`;
  if (days < 0 && day.month === now.month) return `the ${sayOrdinal(day.day, spelling)}`;
  return sayDate(day, spelling);
}

/** The same day used as an adverb: "this Saturday", "on the fourteenth". */
export function sayWhen(day: DateTime, now: DateTime, spelling: Spelling): string {
  const said = sayDay(day, now, spelling);
  return /^(today|tomorrow|yesterday|this|next|last|a )/.test(said) ? said : `on ${said}`;
}
