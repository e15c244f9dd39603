/**
 * Local time of a zone as plain numbers. A *day* is the count of days since 1 January 1970 of a calendar date, so that
 * differences are subtractions and no clock change can disturb them; a *minute* is the minute of a local day, 0 to 1439.
 */
export interface LocalTime {
  readonly day: number;
  readonly minute: number;
}

const DAY_MS = 86_400_000;

/** What the wall clock and the calendar of `timezone` (IANA) showed at `instant`. An unknown zone is read as UTC. */
export function localTime(instant: Date, timezone: string): LocalTime {
  const ms = instant.getTime();
  if (Number.isNaN(ms)) return { day: 0, minute: 0 };
  const local = ms + offsetMs(ms, timezone);
  const day = Math.floor(local / DAY_MS);
  return { day, minute: Math.floor((local - day * DAY_MS) / 60_000) };
}

/** Offsets change at most at a quarter of an hour; asking Intl costs microseconds, so answers are kept. */
function offsetMs(ms: number, timezone: string): number {
  const quarter = Math.floor(ms / 900_000);
  const offsets = offsetsOf(timezone);
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  const formatter = formatterOf(timezone);
  const at = quarter * 900_000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(at)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  const offset = Date.UTC(year, month - 1, day, hour, minute) - at;
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(quarter, offset);
  return offset;
}

/** By zone and quarter of an hour. */
const offsetsByZone = new Map<string, Map<number, number>>();

function offsetsOf(timezone: string): Map<number, number> {
  const known = offsetsByZone.get(timezone);
  if (known !== undefined) return known;
  const offsets = new Map<number, number>();
  offsetsByZone.set(timezone, offsets);
  return offsets;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timezone: string): Intl.DateTimeFormat {
  const known = formatters.get(timezone);
  if (known !== undefined) return known;
  const options = {
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  } as const;
  let formatter: Intl.DateTimeFormat;
  try {
    formatter = new Intl.DateTimeFormat("en-US", { ...options, timeZone: timezone });
  } catch {
    formatter = new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
  formatters.set(timezone, formatter);
  return formatter;
}

/** The day of a date, or null where the calendar has no such date (31 June). `month` is 1 to 12. */
export function dayOf(year: number, month: number, dayOfMonth: number): number | null {
  const ms = Date.UTC(year, month - 1, dayOfMonth);
  const date = new Date(ms);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth ? ms / DAY_MS : null;
}

export function dateOf(day: number): { year: number; month: number; dayOfMonth: number } {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}

/** 0 is Sunday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

/** The Monday on or before a day. */
export const mondayOf = (day: number): number => day - ((weekdayOf(day) + 6) % 7);

/** "Fri 15 Nov 2024". */
export function dayInWords(day: number): string {
  const { year, month, dayOfMonth } = dateOf(day);
  return `${SHORT_WEEKDAYS[weekdayOf(day)]} ${dayOfMonth} ${SHORT_MONTHS[month - 1]} ${year}`;
}

/** "18:30". */
export const minuteInWords = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, "0")}`;

/** From Sunday on, as `weekdayOf` counts. */
export const WEEKDAY_NAMES: readonly string[] = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
export const MONTH_NAMES: readonly string[] =
  "January February March April May June July August September October November December".split(" ");

const short = (name: string): string => name.slice(0, 3);
const SHORT_WEEKDAYS = WEEKDAY_NAMES.map(short);
const SHORT_MONTHS = MONTH_NAMES.map(short);
