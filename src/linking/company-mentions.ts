import type { FoundCount } from "./count-mentions.js";
import type { Lexeme, Turn } from "./lexemes.js";
import { wordNear } from "./mention.js";

const RELATION =
  "(?:wife|husband|partner|girlfriend|boyfriend|friend|mom|mum|mother|dad|father|brother|sister|son|daughter|boss|fiance|fiancee|spouse|buddy|colleague|roommate|date|cousin)";
const PAIR = new RegExp(
  `\\b(?:(?:my|the) ${RELATION}(?: ,)? and (?:i|me|myself)|(?:me|i|myself)(?: ,)? (?:(?:and )?my|and the) ${RELATION}|both of us|(?:the|just) two of us|just us two|us two)\\b`,
);
const ALONE =
  /\b(?:just (?:me|myself)(?! (?:and|plus|,))|only (?:me|myself)|by myself|on my own|just for (?:me|myself)|only for (?:me|myself)|(?:dining|eating|going|coming|travell?ing|be|flying) (?:solo|alone))\b/;

/** One of these is in every phrase of company. */
const COMPANY_WORDS = new Set("me my myself us solo alone".split(" "));

/** "My wife and I plus six", "just me", "the two of us". */
export function readCompany(turn: Turn, found: readonly FoundCount[]): FoundCount[] {
  if (!turn.lexemes.some(({ word }) => COMPANY_WORDS.has(word) || word.includes("'"))) return [];
  const text = turn.lexemes.map((lexeme) => lexeme.word).join(" ");
  const at = (index: number): number => text.slice(0, index).split(" ").length - 1;
  const alone = ALONE.exec(text);
  const shape = { approximate: false, explicit: true, added: false };
  if (alone !== null && found.length === 0) {
    const from = at(alone.index);
    return [{ ...shape, from, to: from + 2, low: 1, high: 1 }];
  }
  const pair = PAIR.exec(text);
  if (pair === null) return [];
  const from = at(pair.index);
  const to = from + pair[0].split(" ").length;
  const extra = found.find(
    (one) =>
      one.from >= to &&
      one.from <= to + 3 &&
      (one.added || JOINS.test(wordNear(turn.lexemes, one.from, isOurs(turn, one) ? -2 : -1))),
  );
  const plus = extra ?? plainExtra(turn.lexemes, to);
  const total = 2 + (plus?.low ?? 0);
  return [{ ...shape, from, to: plus?.to ?? to, low: total, high: total }];
}

const JOINS = /^(?:plus|and)$/;
/** "And the three kids". */
const isOurs = ({ lexemes }: Turn, { from }: FoundCount): boolean =>
  /^(?:the|my|our)$/.test(wordNear(lexemes, from, -1));

function plainExtra(lexemes: readonly Lexeme[], at: number): { low: number; to: number } | null {
  const number = lexemes[at + 1];
  return /^(?:plus|and)$/.test(lexemes[at]?.word ?? "") && number?.kind === "number" && number.value < 100
    ? { low: number.value, to: at + 2 }
    : null;
}
