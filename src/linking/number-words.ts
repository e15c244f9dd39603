import type { Lexeme } from "./lexemes.js";

const UNITS =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const ORDINALS =
  "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(
    " ",
  );
const ROUND_ORDINALS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split(" ");

interface Atom {
  readonly value: number;
  readonly ordinal: boolean;
}

const ATOMS = new Map<string, Atom>([
  ...UNITS.map((word, value): [string, Atom] => [word, { value, ordinal: false }]),
  ...TENS.map((word, i): [string, Atom] => [word, { value: 20 + 10 * i, ordinal: false }]),
  ...ORDINALS.map((word, value): [string, Atom] => [word, { value, ordinal: true }]),
  ...ROUND_ORDINALS.map((word, i): [string, Atom] => [word, { value: 20 + 10 * i, ordinal: true }]),
  ["fourty", { value: 40, ordinal: false }],
  ["hundred", { value: 100, ordinal: false }],
  ["thousand", { value: 1000, ordinal: false }],
  ["dozen", { value: 12, ordinal: false }],
]);

/** The number that a single word names, or null. */
export const atomOf = (word: string): Atom | null => ATOMS.get(word) ?? null;

/**
 * Puts numbers in words together: "twenty five" is 25, "one hundred and nine" 109, "eighteen hundred" 1800, "half a dozen"
 * 6. "Twelve forty five" stays two numbers, as a time is said, and three or more digits in a row ("two three six seven")
 * are a code, as an address or a telephone number is said.
 */
export function readNumberWords(pieces: Lexeme[]): Lexeme[] {
  if (!pieces.some(beginsNumber)) return pieces;
  const out: Lexeme[] = [];
  let i = 0;
  while (i < pieces.length) {
    const piece = pieces[i];
    if (piece === undefined) break;
    if (!beginsNumber(piece)) {
      out.push(piece);
      i++;
      continue;
    }
    const digits = digitRun(pieces, i);
    // "Seven oh five" is a time.
    if (digits >= 3 && !(digits === 3 && pieces[i + 1]?.word === "oh")) {
      out.push({ ...piece, kind: "code", end: pieces[i + digits - 1]?.end ?? piece.end });
      i += digits;
      continue;
    }
    const read = readOne(pieces, i);
    if (read === null) {
      out.push(piece);
      i++;
    } else {
      out.push(read.lexeme);
      i = isTimeSplit(pieces, read) ? read.next + 1 : read.next;
    }
  }
  return out;
}

/** "Ten-thirty", "nine-forty-five": written with a hyphen it is said as "ten thirty" is. */
function isTimeSplit(pieces: readonly Lexeme[], { lexeme, next }: { lexeme: Lexeme; next: number }): boolean {
  const hyphen = pieces[next];
  const minutes = pieces[next + 1];
  if (lexeme.kind !== "number" || lexeme.value > 12 || hyphen?.word !== "-" || hyphen.start !== lexeme.end)
    return false;
  if (minutes?.kind !== "word" || minutes.start !== hyphen.end) return false;
  return (cardinalOf(minutes) ?? 0) >= 10;
}

const beginsNumber = ({ kind, word }: Lexeme): boolean =>
  kind === "number" || (kind === "word" && (ATOMS.has(word) || word === "half"));

function digitRun(pieces: readonly Lexeme[], from: number): number {
  let length = 0;
  for (let i = from; i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece === undefined) break;
    const value = piece.kind === "word" ? (piece.word === "oh" && length > 0 ? 0 : cardinalOf(piece)) : null;
    if (value === null || value > 9) break;
    length++;
  }
  return length;
}

const cardinalOf = (piece: Lexeme): number | null => {
  const atom = piece.kind === "word" ? atomOf(piece.word) : null;
  return atom === null || atom.ordinal ? null : atom.value;
};

function readOne(pieces: readonly Lexeme[], from: number): { lexeme: Lexeme; next: number } | null {
  const first = pieces[from];
  if (first === undefined) return null;
  const halved = first.word === "half" ? from + (pieces[from + 1]?.word === "a" ? 2 : 1) : from;
  if (halved > from && pieces[halved]?.word === "dozen") return joined(pieces, from, halved + 1, 6, false);
  const isDigits = first.kind === "number";
  const atom = isDigits ? { value: first.value, ordinal: false } : first.kind === "word" ? atomOf(first.word) : null;
  if (atom === null) return null;
  if (first.word === "second" && /^(?:a|one|per|this|every|split)$/.test(pieces[from - 1]?.word ?? "")) return null;
  if (atom.value >= 100 && !isDigits) {
    if (!/^an?$/.test(pieces[from - 1]?.word ?? "")) return null;
    // "A hundred and ten."
    const at = pieces[from + 1]?.word === "and" ? from + 2 : from + 1;
    const tail = pieces[at]?.kind === "word" ? readOne(pieces, at) : null;
    const isWhole =
      tail !== null && tail.lexeme.kind === "number" && tail.lexeme.value < 100 && tail.lexeme.word !== "dozen";
    return isWhole
      ? joined(pieces, from, tail.next, atom.value + tail.lexeme.value, false)
      : joined(pieces, from, from + 1, atom.value, false);
  }
  if (first.word === "dozen") return dozensAt(pieces, from);
  let { value, ordinal } = atom;
  let next = from + 1;
  const peek = (offset = 0): Atom | null => {
    const piece = pieces[next + offset];
    if (piece?.kind === "pause" && piece.word === "-" && piece.start === pieces[next + offset - 1]?.end) {
      const after = pieces[next + offset + 1];
      return after?.kind === "word" && after.start === piece.end ? atomOf(after.word) : null;
    }
    return piece?.kind === "word" ? atomOf(piece.word) : null;
  };
  const take = (): void => {
    if (pieces[next]?.kind === "pause") next++;
    next++;
  };
  if (ordinal) return joined(pieces, from, next, value, true);
  if (isDigits) {
    if (pieces[next]?.word === "dozen") return joined(pieces, from, next + 1, value * 12, false);
    return null;
  }
  const unit = peek();
  if (value >= 20 && unit !== null && unit.value > 0 && unit.value < 10 && !isTimeBeforeCount(pieces, from, next)) {
    value += unit.value;
    ordinal = unit.ordinal;
    take();
  }
  if (!ordinal && pieces[next]?.word === "dozen") return joined(pieces, from, next + 1, value * 12, false);
  for (const scale of [1000, 100]) {
    if (ordinal || peek()?.value !== scale || pieces[next]?.kind === "pause") continue;
    value *= scale;
    next++;
    const and = pieces[next]?.word === "and" ? 1 : 0;
    const rest = peek(and);
    if (rest !== null && rest.value > 0 && rest.value < 100) {
      next += and;
      const tail = readOne(pieces, next);
      if (tail !== null && tail.lexeme.value < 100) {
        value += tail.lexeme.value;
        ordinal = tail.lexeme.kind === "ordinal";
        next = tail.next;
      }
    }
  }
  return joined(pieces, from, next, value, ordinal);
}

/** "A dozen", "a couple dozen", "a dozen and a half"; of a few dozen it is not known how many. */
function dozensAt(pieces: readonly Lexeme[], from: number): ReturnType<typeof joined> | null {
  const before = pieces[from - 1]?.word ?? "";
  if (before === "few") return null;
  const dozens = before === "couple" || (before === "of" && pieces[from - 2]?.word === "couple") ? 2 : 1;
  const half = ["and", "a", "half"].every((word, i) => pieces[from + 1 + i]?.word === word);
  return joined(pieces, from, from + (half ? 4 : 1), 12 * dozens + (half ? 6 : 0), false);
}

/** "At seven thirty four of us" tells half past seven and four, not thirty four. */
function isTimeBeforeCount(pieces: readonly Lexeme[], from: number, unitAt: number): boolean {
  const before = pieces[from - 1];
  const hour = before === undefined ? null : cardinalOf(before);
  if (hour === null || hour < 1 || hour > 12) return false;
  const [after, beyond] = [pieces[unitAt + 1]?.word ?? "", pieces[unitAt + 2]?.word ?? ""];
  return (
    /^(?:people|persons|guests|adults|kids)$/.test(after) || (after === "of" && /^(?:us|you|y'all|them)$/.test(beyond))
  );
}

function joined(pieces: readonly Lexeme[], from: number, next: number, value: number, ordinal: boolean) {
  const first = pieces[from];
  const last = pieces[next - 1];
  const lexeme: Lexeme = {
    start: first?.start ?? 0,
    end: last?.end ?? 0,
    word: pieces
      .slice(from, next)
      .map((piece) => piece.word)
      .join(" "),
    parts: [],
    kind: ordinal ? "ordinal" : "number",
    value,
  };
  return { lexeme, next };
}
