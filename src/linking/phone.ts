import type { CountryCode } from "libphonenumber-js/max";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { ForgetfulMap } from "../forgetful-map.js";

/** A number with its country code and nothing else: `+15550123456`. */
export type E164 = string & { readonly __e164: true };

/**
 * What a telephony system wrote where a number belongs. Only `e164` and `digits` name somebody: `digits` is what is left
 * of a number that no country's plan can place (`555-0123`), comparable with itself only.
 */
export type PhoneReading =
  | { readonly kind: "e164"; readonly e164: E164; readonly extension: string | null }
  | { readonly kind: "digits"; readonly digits: string }
  | { readonly kind: "extension"; readonly extension: string }
  | { readonly kind: "withheld" | "masked" | "conference" | "none" };

const WITHHELD =
  /\b(anonymous|blocked|private|restricted|withheld|unknown|unavailable|no\s*caller\s*id|caller\s*id\s*blocked|out\s*of\s*area)\b/i;
const CONFERENCE = /\b(conference|conf|bridge|meeting)\b/i;

/**
 * "ANONYMOUS", "RESTRICTED", "UNAVAILABLE", "BLOCKED", "UNKNOWN" and "PRIVATE" typed on a keypad: what carriers send for
 * a withheld number.
 */
const WITHHELD_DIGITS = new Set(["266696687", "7378742833", "86282452253", "2562533", "8656696", "7748283"]);

const KEYPAD = "22233344455566677778889999";
const LONGEST_EXTENSION = 6;
const SHORTEST_NUMBER = 7;
/** Characters; what is longer is not a number, and need not be kept in full. */
const LONGEST_READ = 200;

/**
 * Reads a number in any format. `region` (ISO 3166-1 alpha-2) is the country of numbers written without one.
 * Numbers need be possible, not assigned: fictional 555-01xx numbers and new area codes are numbers too.
 */
export function normalisePhone(rawPhone: string | null | undefined, region: string): PhoneReading {
  const beginning = (rawPhone ?? "").slice(0, LONGEST_READ);
  const key = `${region}|${beginning}`;
  const known = readings.get(key);
  if (known !== undefined) return known;
  const reading = read(beginning, region);
  readings.set(key, reading);
  return reading;
}

/** The E.164 form, or null where there is none. */
export function toE164(rawPhone: string | null | undefined, region: string): E164 | null {
  const reading = normalisePhone(rawPhone, region);
  return reading.kind === "e164" ? reading.e164 : null;
}

/** Reading a number costs 30 µs or so, and a business meets the same few thousand again and again. */
const readings = new ForgetfulMap<PhoneReading>(20_000);

function read(rawPhone: string, region: string): PhoneReading {
  let text = rawPhone
    .normalize("NFKC")
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .trim();
  text = text.replace(/^(sips?|tel):/i, "").replace(/@.*$/, "");
  const digitCount = count(text, /\d/g);
  if (digitCount < SHORTEST_NUMBER && WITHHELD.test(text)) return { kind: "withheld" };
  if (digitCount < SHORTEST_NUMBER && CONFERENCE.test(text)) return { kind: "conference" };

  const { number, extension } = splitExtension(text);
  if (isMasked(number)) return { kind: "masked" };
  const spelled = spellVanity(number);
  const digits = spelled.replace(/\D/g, "");
  if (digits === "") return extension === null ? { kind: "none" } : { kind: "extension", extension };
  if (WITHHELD_DIGITS.has(digits)) return { kind: "withheld" };
  if (digits.length <= LONGEST_EXTENSION) {
    // A sentence with a number in it is not an extension.
    return /[a-z]{3}/i.test(spelled) ? { kind: "none" } : { kind: "extension", extension: digits };
  }
  if (/^0+$/.test(digits)) return { kind: "withheld" };
  const e164 = parse(spelled, digits, region);
  return e164 === null ? { kind: "digits", digits } : { kind: "e164", e164, extension };
}

function parse(spelled: string, digits: string, region: string): E164 | null {
  const country = region.toUpperCase() as CountryCode;
  const attempts: [string, CountryCode | undefined][] = spelled.trimStart().startsWith("+")
    ? [[`+${digits}`, undefined]]
    : digits.startsWith("00")
      ? [[`+${digits.replace(/^0+/, "")}`, undefined]]
      : [
          [digits, country],
          [`+${digits}`, undefined],
        ];
  for (const [text, home] of attempts) {
    // An unknown region makes the library throw.
    try {
      const parsed = home === undefined ? parsePhoneNumberFromString(text) : parsePhoneNumberFromString(text, home);
      if (
        parsed?.isPossible() === true &&
        (home !== undefined || spelled.includes("+") || digits.startsWith("00") || parsed.isValid())
      ) {
        return parsed.number as string as E164;
      }
    } catch {}
  }
  return null;
}

function splitExtension(text: string): { number: string; extension: string | null } {
  const found =
    /(?:;\s*ext\s*=|[\s,;]*\b(?:extension|extn|ext|x)\.?\s*:?\s*|\d\s*x\s*|\s*#\s*|,+\s*)(\d{1,7})\s*$/i.exec(text);
  if (found === null) return { number: text, extension: null };
  const start = /^\d/.test(found[0]) ? found.index + 1 : found.index;
  const number = text.slice(0, start);
  const left = count(number, /\d/g);
  if (left > 0 && left < SHORTEST_NUMBER) return { number: text, extension: null };
  return { number, extension: found[1] ?? null };
}

/** `+1855201XXXX`, `+1 415 *** **12`, `(415) 555-••••`. */
function isMasked(text: string): boolean {
  return /\d/.test(text)
    ? /(?:[x*•·#_?][\s().-]*){2,}/i.test(text) && !/[a-wyz]{2}/i.test(text)
    : /^[x*•#\s()+-]{4,}$/i.test(text);
}

/** `1-800-FLOWERS`: libphonenumber does not read letters. */
function spellVanity(text: string): string {
  if (!/^[+\d\s().-]*\d[\s().-]+[a-z][a-z\d\s-]*$/i.test(text)) return text;
  const letters = text.replace(/[^a-z\d]/gi, "");
  if (letters.length < 10) return text;
  return text
    .slice(0, text.length - Math.max(0, letters.replace(/^1/, "").length - 10))
    .replace(/[a-z]/gi, (letter) => KEYPAD.charAt(letter.toLowerCase().charCodeAt(0) - 97));
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
