/** What a person is known by. */
export interface Traces {
  /** Found as they are: ids and addresses. */
  readonly texts: readonly string[];
  readonly names: readonly string[];
  /** E.164, or bare digits where a number has no known country. */
  readonly phones: readonly string[];
}

/**
 * A PostgreSQL regular expression, to be used without regard to case, that finds a person in any text: names with any
 * space between their words and with or without accents, numbers however they are written. Null where nothing is known.
 */
export function tracePattern({ texts, names, phones }: Traces): string | null {
  const parts = [
    ...texts.filter((text) => text !== "").map((text) => `(?<![[:alnum:]])${literal(text)}(?![[:alnum:]])`),
    ...names.flatMap((name) => [...new Set([name, withoutAccents(name)])].map(nameOf)),
    ...phones.map(numberOf),
  ].filter((part) => part !== "");
  return parts.length === 0 ? null : [...new Set(parts)].join("|");
}

const literal = (text: string): string => text.replace(/[^\p{L}\p{N}\s_]/gu, "\\$&");
const withoutAccents = (name: string): string => name.normalize("NFD").replace(/\p{M}/gu, "");

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
