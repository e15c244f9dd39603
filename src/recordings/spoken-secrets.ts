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

/** Digits as spoken or written, with their place. */
interface DigitAtom {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  readonly isWord: boolean;
}

interface Hidden {
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

const UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const VALUES = new Map<string, string>([
  ...UNITS.map((word, value): [string, string] => [word, String(value)]),
  ...TENS.map((word, i): [string, string] => [word, String(20 + 10 * i)]),
  ...([
    ["oh", "0"],
    ["o", "0"],
    ["nought", "0"],
    ["nil", "0"],
    ["fourty", "40"],
    ["hundred", "00"],
    ["thousand", "000"],
  ] as const),
]);
const REPEATS = new Map([
  ["double", 2],
  ["triple", 3],
  ["treble", 3],
]);

/** Holds wherever `digitAtoms` finds any; most of what is said has none, and this is told in a tenth of the time. */
const HAS_DIGITS = new RegExp(`\\d|(?<![a-z])(?:${[...VALUES.keys()].join("|")})(?![a-z])`, "i");

/** Only what gives digits or repeats them: looking at every word would take most of the time. */
const PIECE = new RegExp(`\\d+|(?<![a-z])(?:${[...VALUES.keys(), ...REPEATS.keys()].join("|")})(?![a-z])`, "gi");
const LETTER = /[a-z]/i;
const FILLERS = new Set(
  "and then uh um er hmm okay ok yes yeah yep right sure got it dash hyphen space dot point next the last four digits are is that's followed by go ahead on mhm customer agent so first".split(
    " ",
  ),
);

function digitAtoms(text: string): DigitAtom[] {
  const atoms: DigitAtom[] = [];
  let repeat: { times: number; start: number; end: number } | null = null;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    const word = piece.toLowerCase();
    const end = index + piece.length;
    const isWord = !/\d/.test(piece);
    const times = REPEATS.get(word);
    if (times !== undefined) {
      repeat = { times, start: index, end };
      continue;
    }
    const digits = isWord ? (VALUES.get(word) ?? "") : piece;
    const last = atoms.at(-1);
    if (repeat !== null && digits.length === 1 && !LETTER.test(text.slice(repeat.end, index))) {
      atoms.push({ digits: digits.repeat(repeat.times), start: repeat.start, end, isWord: true });
    } else if (last !== undefined && joinsTens(text, last, digits, isWord, index)) {
      atoms[atoms.length - 1] = { ...last, digits: `${last.digits[0]}${digits}`, end };
    } else {
      atoms.push({ digits, start: index, end, isWord });
    }
    repeat = null;
  }
  return atoms;
}

/** "forty" then "five" is 45, not 40 and 5. */
const joinsTens = (text: string, last: DigitAtom, digits: string, isWord: boolean, start: number): boolean =>
  isWord &&
  last.isWord &&
  /^[2-9]0$/.test(last.digits) &&
  /^[1-9]$/.test(digits) &&
  /^[\s-]$/.test(text.slice(last.end, start));

/** Atoms with nothing but separators and fillers between them. */
function runsOf(text: string, atoms: readonly DigitAtom[]): DigitAtom[][] {
  const runs: DigitAtom[][] = [];
  for (const atom of atoms) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && isGap(text.slice(last.end, atom.start))) run.push(atom);
    else runs.push([atom]);
  }
  return runs;
}

function isGap(between: string): boolean {
  // Times and days have no space there: "2:30", "6/12".
  if (between.length > 120 || between === ":" || between === "/") return false;
  const words = between.toLowerCase().match(/[a-z']+/g) ?? [];
  return words.length <= 8 && words.every((word) => FILLERS.has(word)) && !/[$£€%]/.test(between);
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
