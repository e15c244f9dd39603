import { type DigitAtom, digitAtoms, HAS_DIGITS, runsOf } from "./spoken-digits.js";

/**
 * Card and social-security numbers, hidden also where they are spoken: "4111 1111 1111 1111", "four one one one …",
 * "forty one eleven …", "double four", digit by digit, with a filler in between. Card numbers are told from others by
 * Luhn's check digit (ISO/IEC 7812-1), social-security numbers by their nine digits in groups of 3, 2 and 4 or one by one.
 */
export function hideSecrets(text: string): string {
  if (!HAS_DIGITS.test(text)) return text;
  const atoms = digitAtoms(text);
  const hidden: Hidden[] = [];
  for (const run of runsOf(text, atoms)) hidden.push(...cardsIn(run), ...socialSecurityNumberIn(text, run));
  hidden.push(...securityCodesIn(text));
  return withoutPlaces(text, hidden);
}

/** What to write for each of several turns: a number may be given in pieces, with "okay" in between. */
export function hideSecretsAcross(turns: readonly string[]): string[] {
  const separator = "\n";
  const hidden = hideSecrets(turns.map((turn) => turn.replaceAll(separator, " ")).join(separator)).split(separator);
  return turns.map((_, i) => hidden[i] ?? "");
}

const BEGINS_A_NUMBER = /\b(?:card|visa|master ?card|amex|american express|discover|social|s\.?\s?s\.?\s?n)\b/i;
/** Of a card or social-security number of which the other turns say the rest. */
const LEAST_DIGITS_OF_A_PIECE = 3;

/** The same of a single turn of a talk, which may have only a piece of a number that is announced. */
export function hideSecretsOfTurn(turn: string): string {
  const text = hideSecrets(turn);
  if (!HAS_DIGITS.test(text)) return text;
  const pieces = runsOf(text, digitAtoms(text)).filter((run) => {
    const start = run[0]?.start ?? 0;
    const digits = run.reduce((sum, atom) => sum + atom.digits.length, 0);
    return digits >= LEAST_DIGITS_OF_A_PIECE && BEGINS_A_NUMBER.test(text.slice(Math.max(0, start - 60), start));
  });
  return withoutPlaces(
    text,
    pieces.map((run) => placeOf(run, 0, run.length - 1, "number hidden")),
  );
}

/** A group of a card number's digits. */
const DIGITS_OF_A_GROUP = 4;

/** Whether it may have a piece of a number of which other turns, not at hand, say the rest. */
export const hasPieceOfNumber = (turn: string): boolean =>
  HAS_DIGITS.test(turn) &&
  runsOf(turn, digitAtoms(turn)).some(
    (run) => run.reduce((sum, atom) => sum + atom.digits.length, 0) >= DIGITS_OF_A_GROUP,
  );

interface Hidden {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

const CARD_DIGITS = { least: 13, most: 19 };

function cardsIn(run: readonly DigitAtom[]): Hidden[] {
  const found: Hidden[] = [];
  for (let from = 0; from < run.length; from++) {
    const to = longestCard(run, from);
    if (to === null) continue;
    found.push(placeOf(run, from, to, "card number hidden"));
    from = to;
  }
  return found;
}

/** The last atom of the longest card number that begins at `from`; null where none does. */
function longestCard(run: readonly DigitAtom[], from: number): number | null {
  let digits = "";
  let last: number | null = null;
  for (let to = from; to < run.length && digits.length < CARD_DIGITS.most; to++) {
    digits += run[to]?.digits ?? "";
    if (digits.length >= CARD_DIGITS.least && digits.length <= CARD_DIGITS.most && passesLuhn(digits)) last = to;
  }
  return last;
}

function passesLuhn(digits: string): boolean {
  if (/^0+$/.test(digits)) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const DIGITS_OF_ONE = 9;
const OF_A_SUM = /\b(?:hundred|thousand)\b/i;
/** "814?" – "Eight one four." – "814." */
const SAID_THRICE = /^(\d{3})\1\1$/;

/** 078-05-1120, at once or in parts of these groups; of other countries' (3-3-3) the last digit is Luhn's. */
function isInGroups(run: readonly DigitAtom[]): boolean {
  let said = 0;
  const ends = run.map((atom) => (said += atom.digits.length));
  return run.length === 1 || (ends.includes(3) && ends.includes(5));
}

const SOCIAL_SECURITY = /\b(?:social|s\.?\s?s\.?\s?n|soc)\b/i;

function socialSecurityNumberIn(text: string, run: readonly DigitAtom[]): Hidden[] {
  const digits = run.map((atom) => atom.digits).join("");
  const first = run[0];
  if (first === undefined) return [];
  const isNamed = SOCIAL_SECURITY.test(text.slice(Math.max(0, first.start - 80), first.start));
  if (isNamed && digits.length >= 4 && digits.length <= 9)
    return [placeOf(run, 0, run.length - 1, "social security number hidden")];
  if (digits.length !== DIGITS_OF_ONE) return [];
  // Or else they are times, prices or rooms: "two thirty, two forty five, three fifteen".
  if (OF_A_SUM.test(text.slice(first.start, run.at(-1)?.end))) return [];
  const isPlausible = (isInGroups(run) && !SAID_THRICE.test(digits)) || passesLuhn(digits);
  return isPlausible ? [placeOf(run, 0, run.length - 1, "social security number hidden")] : [];
}

const SECURITY_CODE =
  /\b(?:cvv2?|cvc2?|security code|verification code|code on the back)\b[^.?!]{0,30}?\b((?:\d\s?){3,4}|(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[\s,-]+){2,3}(?:zero|oh|one|two|three|four|five|six|seven|eight|nine))\b/gi;

const securityCodesIn = (text: string): Hidden[] =>
  [...text.matchAll(SECURITY_CODE)].map(({ 0: whole, 1: code = "", index }) => {
    const start = index + whole.lastIndexOf(code);
    return { start, end: start + code.trimEnd().length, what: "code hidden" };
  });

const placeOf = (run: readonly DigitAtom[], from: number, to: number, what: string): Hidden => ({
  start: run[from]?.start ?? 0,
  end: run[to]?.end ?? 0,
  what,
});

/** Line breaks inside a place are kept: they tell the turns of `hideSecretsAcross` apart. */
function withoutPlaces(text: string, places: readonly Hidden[]): string {
  let out = "";
  let at = 0;
  for (const { start, end, what } of places.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < at) continue;
    const breaks = text.slice(start, end).split("\n").length - 1;
    out += `${text.slice(at, start)}(${what})${"\n".repeat(breaks)}`;
    at = end;
  }
  return out + text.slice(at);
}
