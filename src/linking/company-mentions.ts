import type { FoundCount } from "./count-mentions.js";
import type { Lexeme, Turn } from "./lexemes.js";
import { wordNear } from "./mention.js";
import { oneOf } from "./phrases.js";

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

/** Who comes along, behind a number. */
const ALONG = oneOf(`
  friends? others? other mates? people guests? kids? children child girlfriends buddies colleagues coworkers cousins
  brothers sisters sons daughters boys girls ladies guys adults? grown(?:ups?)?
`);
const IS_RELATION = new RegExp(`^${RELATION}$`);
const MOST_ALONG = 200;

/** "Me and eleven friends" are twelve, "me plus six" seven; "my wife, me and two kids" are told by `readCompany`. */
export function readSelfAnd(lexemes: readonly Lexeme[]): FoundCount[] {
  return lexemes.flatMap(({ word }, from) => {
    const joiner = lexemes[from + 1]?.word ?? "";
    if (!/^(?:me|myself)$/.test(word) || !JOINS.test(joiner)) return [];
    const before = wordNear(lexemes, from, -1);
    if (JOINS.test(before) || IS_RELATION.test(before)) return [];
    const at = /^(?:the|my|our)$/.test(lexemes[from + 2]?.word ?? "") ? from + 3 : from + 2;
    const number = lexemes[at];
    if (number?.kind !== "number" || !Number.isInteger(number.value) || number.value > MOST_ALONG) return [];
    const next = lexemes[at + 1];
    const isNamed =
      ALONG.test(next?.word ?? "") || (next?.word === "of" && /^(?:my|our|the)$/.test(lexemes[at + 2]?.word ?? ""));
    if (!isNamed && !(joiner === "plus" && (next === undefined || next.kind === "pause"))) return [];
    const total = number.value + 1;
    const to = isNamed ? at + 2 : at + 1;
    return [{ from, to, low: total, high: total, approximate: false, explicit: true, added: false }];
  });
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
