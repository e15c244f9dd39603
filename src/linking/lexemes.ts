import type { Segment, SpeakerRole } from "./facts.js";
import { atomOf, readNumberWords } from "./number-words.js";
import { plainSpeech } from "./plain-speech.js";

/**
 * A word, number or pause of a turn, the same whether the turn was written ("7:30pm for 4") or recognised from speech
 * ("seven thirty p m for four"). Every reader of mentions works on these.
 */
export interface Lexeme {
  readonly kind: "word" | "number" | "ordinal" | "clock" | "date" | "code" | "money" | "pause";
  /** Lower case; a pause keeps its sign. */
  readonly word: string;
  /** A number's or ordinal's value; minutes after midnight of a clock (`7:30` is 450); 0 otherwise. */
  readonly value: number;
  /** Day, month and year parts of a `date` in the order written. */
  readonly parts: readonly number[];
  /** Character offsets into the turn's text. */
  readonly start: number;
  readonly end: number;
}

export interface Turn {
  readonly index: number;
  readonly speaker: SpeakerRole;
  readonly text: string;
  /** The text in plain speech. */
  readonly plain: string;
  readonly startSeconds: number | null;
  readonly lexemes: readonly Lexeme[];
}

/** Longer turns are cut: nobody speaks so long, and a pasted book must not stall the pipeline. */
const LONGEST_TURN = 20_000;

export function lexTurns(segments: readonly Segment[]): Turn[] {
  return segments.map((segment, index) => {
    const text = segment.text.slice(0, LONGEST_TURN);
    const { speaker, startSeconds } = segment;
    return { index, speaker, text, plain: plainSpeech(text), startSeconds, lexemes: lex(text) };
  });
}

const PIECE =
  /([$£€]\s?\d[\d,]*(?:\.\d+)?)|(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?)|(\+?\(?\d[\d().]*(?:[\s-]\(?\d{2,}[\d().]*){2,})|(\d{1,2}:\d{2})|(\d{1,2}(?:st|nd|rd|th)\b)|(\d[\d,]*(?:\.\d+)?)(%?)|([\p{L}][\p{L}\p{M}]*(?:['’][\p{L}]+)*)|([.?!,;:…–—-])/giuy;

/** Splits one turn's text; numbers in words become numbers. */
export function lex(text: string): Lexeme[] {
  return readNumberWords(joinLetters(joinMeridiems(cutNumbers(glueCodes(split(text))))));
}

/** Nearly all of a talk is words of plain letters, spaces and commas: these are cut by hand, everything else by `PIECE`. */
function split(text: string): Lexeme[] {
  const pieces: Lexeme[] = [];
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === SPACE) {
      at++;
      continue;
    }
    const end = isLetter(code) ? endOfWord(text, at) : at;
    if (end > at) {
      const word = text.slice(at, end).toLowerCase();
      pieces.push({ start: at, end, word, parts: NO_PARTS, kind: "word", value: 0 });
      at = end;
      continue;
    }
    PIECE.lastIndex = at;
    const found = PIECE.exec(text);
    if (found === null) at++;
    else {
      pieces.push(lexemeOf(found));
      at = PIECE.lastIndex;
    }
  }
  return pieces;
}

const SPACE = 32;
const APOSTROPHE = 39;
const NO_PARTS: readonly number[] = [];
const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Where the word of plain letters that begins at `at` ends; `at` where it goes on in others. */
function endOfWord(text: string, at: number): number {
  let end = at + 1;
  for (;;) {
    const code = text.charCodeAt(end);
    if (isLetter(code) || (code === APOSTROPHE && isLetter(text.charCodeAt(end + 1)))) end++;
    else if (code > 127 || (code === APOSTROPHE && text.charCodeAt(end + 1) > 127)) return at;
    else return end;
  }
}

function lexemeOf(found: RegExpExecArray): Lexeme {
  const [raw, money, date, phone, clock, ordinal, plain, percent, word] = found;
  const place = { start: found.index, end: found.index + raw.length, word: raw.toLowerCase(), parts: NO_PARTS };
  if (money !== undefined) return { ...place, kind: "money", value: Number(money.replace(/[^\d.]/g, "")) };
  if (date !== undefined) return { ...place, kind: "date", value: 0, parts: date.split(/[-/]/).map(Number) };
  if (phone !== undefined) return { ...place, kind: "code", value: 0 };
  if (clock !== undefined) {
    const [hours = 0, minutes = 0] = clock.split(":").map(Number);
    return { ...place, kind: hours < 25 && minutes < 60 ? "clock" : "code", value: (hours % 24) * 60 + minutes };
  }
  if (ordinal !== undefined) return { ...place, kind: "ordinal", value: Number.parseInt(ordinal, 10) };
  if (plain !== undefined) {
    if (percent === "%") return { ...place, kind: "code", value: 0 };
    const digits = plain.replace(/[,]+$/g, "");
    const trimmed = { ...place, end: place.start + digits.length, word: digits };
    if (digits.replace(/\D/g, "").length > 5) return { ...trimmed, kind: "code", value: 0 };
    return { ...trimmed, kind: "number", value: Number(digits.replaceAll(",", "")) };
  }
  if (word !== undefined) return { ...place, kind: "word", value: 0, word: place.word.replaceAll("’", "'") };
  return { ...place, kind: "pause", value: 0 };
}

/** "Ten's better", "the twenty-first's fine": a number, and what is said of it. "The one's", "a second's" are none. */
function cutNumbers(pieces: Lexeme[]): Lexeme[] {
  if (!pieces.some(isOfNumber)) return pieces;
  return pieces.flatMap((piece) => {
    if (!isOfNumber(piece)) return piece;
    const word = piece.word.slice(0, -2);
    const cut = piece.end - 2;
    return [
      { ...piece, word, end: cut },
      { ...piece, word: "is", start: cut },
    ];
  });
}

function isOfNumber({ kind, word }: Lexeme): boolean {
  if (kind !== "word" || !word.endsWith("'s")) return false;
  const number = word.slice(0, -2);
  return atomOf(number) !== null && number !== "one" && number !== "second";
}

/** "125C", "CB2 3NZ" and "A1B2": letters and digits with nothing between them are a code, save "7pm" and "6ish". */
function glueCodes(pieces: Lexeme[]): Lexeme[] {
  if (!pieces.some((piece, i) => isGlued(pieces[i - 1], piece))) return pieces;
  const out: Lexeme[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    if (last === undefined || !isGlued(last, piece) || (isFigure(last) && TIME_SUFFIX.test(piece.word)))
      out.push(piece);
    else out[out.length - 1] = { ...last, kind: "code", value: 0, word: last.word + piece.word, end: piece.end };
  }
  return out;
}

const isGlued = (last: Lexeme | undefined, piece: Lexeme): boolean =>
  last !== undefined && last.end === piece.start && last.kind !== "pause" && piece.kind !== "pause";

const TIME_SUFFIX = /^(?:[ap]m?|ish|h|hrs?|ppl|pax|pp)$/;
const isFigure = (lexeme: Lexeme): boolean => lexeme.kind === "number" || lexeme.kind === "clock";

/** "p.m.", "p m", "PM" and the "p" of "7p" become `pm`; "a m" does only after a number, since recognisers write "i a m" for "I'm". */
function joinMeridiems(pieces: Lexeme[]): Lexeme[] {
  if (!pieces.some(({ word }) => word === "p" || word === "a" || word.endsWith("ish"))) return pieces;
  const out: Lexeme[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece === undefined) break;
    if (piece.kind === "word" && piece.word.endsWith("ish") && atomOf(piece.word.slice(0, -3)) !== null) {
      const cut = piece.end - 3;
      out.push({ ...piece, word: piece.word.slice(0, -3), end: cut }, { ...piece, word: "ish", start: cut });
      continue;
    }
    const letter = piece.word;
    if (piece.kind === "word" && (letter === "p" || letter === "a")) {
      const last = out.at(-1);
      const afterFigure =
        last !== undefined && (isFigure(last) || atomOf(last.word) !== null || last.word === "o'clock");
      if (letter === "a" && !afterFigure) {
        out.push(piece);
        continue;
      }
      let next = i + 1;
      if (pieces[next]?.word === ".") next++;
      const end = pieces[next];
      if (end?.word === "m") {
        if (pieces[next + 1]?.word === "." && pieces[next + 1]?.start === end.end) next++;
        out.push({ ...piece, word: `${letter}m`, end: pieces[next]?.end ?? end.end });
        i = next;
        continue;
      }
      if (afterFigure && last.end === piece.start) {
        out.push({ ...piece, word: `${letter}m` });
        continue;
      }
    }
    out.push(piece);
  }
  return out;
}

/** A recogniser's "m r i" is "MRI", and a spelled "s m i t h" is Smith; "i a m" is how it writes "I'm". */
function joinLetters(pieces: Lexeme[]): Lexeme[] {
  if (!pieces.some((_, i) => isLetterOf(pieces[i]) && isLetterOf(pieces[i + 1]) && isLetterOf(pieces[i + 2])))
    return pieces;
  const out: Lexeme[] = [];
  for (let i = 0; i < pieces.length; ) {
    let end = i;
    while (isLetterOf(pieces[end])) end++;
    const run = end - i < 3 ? [] : pieces.slice(i, end);
    const [first] = run;
    const last = run.at(-1);
    const word = run.map((piece) => piece.word).join("");
    if (first !== undefined && last !== undefined && !word.startsWith("iam")) {
      out.push({ ...first, word, end: last.end });
      i = end;
    } else {
      for (const after = Math.max(end, i + 1); i < after; i++) {
        const piece = pieces[i];
        if (piece !== undefined) out.push(piece);
      }
    }
  }
  return out;
}

const isLetterOf = (piece: Lexeme | undefined): boolean => piece?.kind === "word" && piece.word.length === 1;
