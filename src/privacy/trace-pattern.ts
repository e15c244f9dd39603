import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { withoutAccents } from "../accents.js";

/** What a person is known by. */
export interface Traces {
  readonly ids: readonly string[];
  /** Of email, and ids that other systems know the person by. */
  readonly addresses: readonly string[];
  readonly names: readonly string[];
  /** Names that are words as well: they tell of a person behind a title only. */
  readonly titledNames: readonly string[];
  /** E.164, or bare digits where a number has no known country. */
  readonly phones: readonly string[];
}

/** PostgreSQL regular expressions, to be used without regard to case; "" where nothing is known. */
export interface TracePatterns {
  readonly ids: string;
  /** Names with any space between their words and with or without accents, numbers however they are written, addresses. */
  readonly people: string;
  /** Texts in lower case of which one stands wherever `people` finds something. */
  readonly anchors: readonly string[];
}

/** What finds a person in any text. */
export function tracePatterns({ ids, addresses, names, titledNames, phones }: Traces): TracePatterns {
  const spellings = names.flatMap(spellingsOf);
  const titled = titledNames.flatMap(spellingsOf);
  const longest = (name: string) => name.split(/\s+/).reduce((a, b) => (b.length > a.length ? b : a), "");
  const people = [
    ...addresses.map(whole),
    ...spellings.map(nameOf),
    ...titled.map(titledNameOf),
    ...phones.map(numberOf),
  ];
  const anchors = [...addresses, ...[...spellings, ...titled].map(longest), ...phones.map(lastDigits)];
  return {
    ids: either(ids.map(whole)),
    people: either(people),
    anchors: [...new Set(anchors.map((anchor) => anchor.toLowerCase()))].filter((anchor) => anchor !== ""),
  };
}

const spellingsOf = (name: string): string[] => [...new Set([name, withoutAccents(name)])];
const either = (parts: readonly string[]): string => [...new Set(parts.filter((part) => part !== ""))].join("|");
const whole = (text: string): string => (text === "" ? "" : `(?<![[:alnum:]])${literal(text)}(?![[:alnum:]])`);
const literal = (text: string): string => text.replace(/[^\p{L}\p{N}\s_]/gu, "\\$&");

function nameOf(name: string): string {
  const words = name.trim().split(/\s+/).map(literal);
  return words.join("") === "" ? "" : `(?<![[:alnum:]])${words.join("\\s+")}(?![[:alnum:]])`;
}

const TITLE = "(?:mr|mrs|ms|miss|mx|dr|mister|missus|doctor)\\.?\\s+";
const titledNameOf = (name: string): string => nameOf(name).replace("(?<![[:alnum:]])", `$&${TITLE}`);

const NORTH_AMERICAN = /^\+1(\d{3})(\d{3})(\d{4})$/;

/**
 * As it is written abroad and at home: with its country's code or without, elsewhere with or without the 0 before it. What
 * may stand before and between the digits keeps times of the day out, and is single characters: PostgreSQL takes ten times
 * as long and more over a longer lookbehind.
 */
function numberOf(phone: string): string {
  const groups = NORTH_AMERICAN.exec(phone)?.slice(1);
  if (groups !== undefined) return `(?<![0-9])(1[^0-9]{0,2})?${groups.join("[^0-9a-z]{0,3}")}(?![0-9])`;
  const parsed = parsePhoneNumberFromString(phone);
  const digits = parsed?.nationalNumber ?? phone.replace(/\D/g, "");
  if (digits === "") return "";
  const apart = "[^0-9a-z:+]{0,3}";
  const before = parsed === undefined ? "" : `(0{0,2}${parsed.countryCallingCode}${apart})?(0${apart})?`;
  return `(?<![0-9:])${before}${[...digits].join(apart)}(?![0-9])`;
}

/** The last digits that stand together: most countries write groups of two or more, North America four at the end. */
const lastDigits = (phone: string): string => phone.replace(/\D/g, "").slice(NORTH_AMERICAN.test(phone) ? -4 : -2);
