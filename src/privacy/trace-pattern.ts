import { withoutAccents } from "../accents.js";

/** What a person is known by. */
export interface Traces {
  readonly ids: readonly string[];
  /** Of email, and ids that other systems know the person by. */
  readonly addresses: readonly string[];
  readonly names: readonly string[];
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
export function tracePatterns({ ids, addresses, names, phones }: Traces): TracePatterns {
  const spellings = names.flatMap((name) => [...new Set([name, withoutAccents(name)])]);
  const longest = (name: string) => name.split(/\s+/).reduce((a, b) => (b.length > a.length ? b : a), "");
  const people = [...addresses.map(whole), ...spellings.map(nameOf), ...phones.map(numberOf)];
  const anchors = [
    ...addresses,
    ...spellings.map(longest),
    ...phones.map((phone) => phone.replace(/\D/g, "").slice(-4)),
  ];
  return {
    ids: either(ids.map(whole)),
    people: either(people),
    anchors: [...new Set(anchors.map((anchor) => anchor.toLowerCase()))].filter((anchor) => anchor !== ""),
  };
}

const either = (parts: readonly string[]): string => [...new Set(parts.filter((part) => part !== ""))].join("|");
const whole = (text: string): string => (text === "" ? "" : `(?<![[:alnum:]])${literal(text)}(?![[:alnum:]])`);
const literal = (text: string): string => text.replace(/[^\p{L}\p{N}\s_]/gu, "\\$&");

function nameOf(name: string): string {
  const words = name.trim().split(/\s+/).map(literal);
  return words.join("") === "" ? "" : `(?<![[:alnum:]])${words.join("\\s+")}(?![[:alnum:]])`;
}

function numberOf(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  const northAmerican = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  const groups = northAmerican === null ? [...digits] : northAmerican.slice(1);
  const country = northAmerican === null ? "" : "(1[^0-9]{0,2})?";
  return digits === "" ? "" : `(?<![0-9])${country}${groups.join("[^0-9a-z]{0,3}")}(?![0-9])`;
}
