import { cardinalOf } from "./cardinal-words.js";

/** Digits as spoken or written, with their place. */
export interface DigitAtom {
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  readonly isWord: boolean;
}

const OF_ONE_WORD = [...Array(20).keys(), 20, 30, 40, 50, 60, 70, 80, 90];
const VALUES = new Map<string, string>([
  ...OF_ONE_WORD.map((value): [string, string] => [cardinalOf(value), String(value)]),
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
export const HAS_DIGITS = new RegExp(`\\d|(?<![a-z])(?:${[...VALUES.keys()].join("|")})(?![a-z])`, "i");

/** Only what gives digits or repeats them: looking at every word would take most of the time. */
const PIECE = new RegExp(`\\d+|(?<![a-z])(?:${[...VALUES.keys(), ...REPEATS.keys()].join("|")})(?![a-z])`, "gi");
const LETTER = /[a-z]/i;
const FILLERS = new Set(
  "and then uh um er hmm okay ok yes yeah yep right sure got it dash hyphen space dot point next the last four digits are is that's followed by go ahead on mhm customer agent so first".split(
    " ",
  ),
);

/** In the order in which they are said: "double four" and "forty five" are one each. */
export function digitAtoms(text: string): DigitAtom[] {
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
export function runsOf(text: string, atoms: readonly DigitAtom[]): DigitAtom[][] {
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
