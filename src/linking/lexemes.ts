import type { Segment, SpeakerRole } from "./facts.js";
import { atomOf, readNumberWords } from "./number-words.js";

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
  readonly startSeconds: number | null;
  readonly lexemes: readonly Lexeme[];
}

/** Longer turns are cut: nobody speaks so long, and a pasted book must not stall the pipeline. */
const LONGEST_TURN = 20_000;

export function lexTurns(segments: readonly Segment[]): Turn[] {
  return segments.map((segment, index) => {
    const text = segment.text.slice(0, LONGEST_TURN);
    return { index, speaker: segment.speaker, text, startSeconds: segment.startSeconds, lexemes: lex(text) };
  });
}

const PIECE =
  /([$£€]\s?\d[\d,]*(?:\.\d+)?)|(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?)|(\+?\(?\d[\d().]*(?:[\s-]\(?\d{2,}[\d().]*){2,})|(\d{1,2}:\d{2})|(\d{1,2}(?:st|nd|rd|th)\b)|(\d[\d,]*(?:\.\d+)?)(%?)|([\p{L}][\p{L}\p{M}]*(?:['’][\p{L}]+)*)|([.?!,;:…–—-])/giu;

/** Splits one turn's text; numbers in words become numbers. */
export function lex(text: string): Lexeme[] {
  const pieces: Lexeme[] = [];
  for (const found of text.matchAll(PIECE)) pieces.push(lexemeOf(found));
  return readNumberWords(joinLetters(joinMeridiems(glueCodes(pieces))));
}

function lexemeOf(found: RegExpExecArray): Lexeme {
  const [raw, money, date, phone, clock, ordinal, plain, percent, word] = found;
  const place = { start: found.index, end: found.index + raw.length, word: raw.toLowerCase(), parts: [] };
  if (money !== undefined) return { kind: "money", value: Number(money.replace(/[^\d.]/g, "")), ...place };
  if (date !== undefined) return { ...place, kind: "date", value: 0, parts: date.split(/[-/]/).map(Number) };
  if (phone !== undefined) return { kind: "code", value: 0, ...place };
  if (clock !== undefined) {
    const [hours = 0, minutes = 0] = clock.split(":").map(Number);
    return { kind: hours < 25 && minutes < 60 ? "clock" : "code", value: (hours % 24) * 60 + minutes, ...place };
  }
  if (ordinal !== undefined) return { kind: "ordinal", value: Number.parseInt(ordinal, 10), ...place };
  if (plain !== undefined) {
    if (percent === "%") return { kind: "code", value: 0, ...place };
    const digits = plain.replace(/[,]+$/g, "");
    const trimmed = { ...place, end: place.start + digits.length, word: digits };
    if (digits.replace(/\D/g, "").length > 5) return { kind: "code", value: 0, ...trimmed };
    return { kind: "number", value: Number(digits.replaceAll(",", "")), ...trimmed };
  }
  if (word !== undefined) return { kind: "word", value: 0, ...place, word: place.word.replaceAll("’", "'") };
  return { kind: "pause", value: 0, ...place };
}

/** "125C", "CB2 3NZ" and "A1B2": letters and digits with nothing between them are a code, save "7pm" and "6ish". */
function glueCodes(pieces: readonly Lexeme[]): Lexeme[] {
  const out: Lexeme[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    const glued = last !== undefined && last.end === piece.start && last.kind !== "pause" && piece.kind !== "pause";
    if (last === undefined || !glued || (isFigure(last) && TIME_SUFFIX.test(piece.word))) out.push(piece);
    else out[out.length - 1] = { ...last, kind: "code", value: 0, word: last.word + piece.word, end: piece.end };
  }
  return out;
}

const TIME_SUFFIX = /^(?:[ap]m?|ish|h|hrs?|ppl|pax|pp)$/;
const isFigure = (lexeme: Lexeme): boolean => lexeme.kind === "number" || lexeme.kind === "clock";

/** "p.m.", "p m", "PM" and the "p" of "7p" become `pm`; "a m" does only after a number, since recognisers write "i a m" for "I'm". */
function joinMeridiems(pieces: readonly Lexeme[]): Lexeme[] {
  const out: Lexeme[] = [];
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece === undefined) break;
    if (piece.kind === "word" && piece.word.endsWith("ish") && atomOf(piece.word.slice(0, -3)) !== null) {
      const cut = piece.end - 3;
      out.push({ ...piece, word: piece.word.slice(0, -3), end: cut }, { ...piece, word: "ish", start: cut });
      continue;
    }
    const last = out.at(-1);
    const afterFigure = last !== undefined && (isFigure(last) || atomOf(last.word) !== null || last.word === "o'clock");
    const letter = piece.word;
    if (piece.kind === "word" && (letter === "p" || letter === "a") && (letter === "p" || afterFigure)) {
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
function joinLetters(pieces: readonly Lexeme[]): Lexeme[] {
  const out: Lexeme[] = [];
  for (let i = 0; i < pieces.length; ) {
    let end = i;
    while (pieces[end]?.kind === "word" && pieces[end]?.word.length === 1) end++;
    const run = pieces.slice(i, end);
    const [first] = run;
    const last = run.at(-1);
    const word = run.map((piece) => piece.word).join("");
    if (first !== undefined && last !== undefined && run.length >= 3 && !word.startsWith("iam")) {
      out.push({ ...first, word, end: last.end });
    } else out.push(...pieces.slice(i, Math.max(end, i + 1)));
    i = Math.max(end, i + 1);
  }
  return out;
}
