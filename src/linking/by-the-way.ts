import type { ClockMention } from "./clock-point.js";
import type { CountMention } from "./count-mentions.js";
import type { DayMention } from "./day-mentions.js";
import { isBesideErrand } from "./errands.js";
import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";

// Of what is said beside a booking: it may fit one, and where it does not it speaks against none.

/** "She was ill yesterday": what goes on beside a booking that is not over. */
export const isLately = ({ turn: { lexemes }, from }: DayMention): boolean =>
  LATELY.test(`${lexemes[from]?.word} ${lexemes[from + 1]?.word}`);
const LATELY = /^(?:yesterday|last night)/;

/** "By Friday", "I'll send it today": days of what is to be done, not of a booking. Asked for every booking. */
export function isByTheWay(mention: DayMention): boolean {
  const known = byTheWay.get(mention) ?? readByTheWay(mention);
  byTheWay.set(mention, known);
  return known;
}

const byTheWay = new WeakMap<DayMention, boolean>();

function readByTheWay(mention: DayMention): boolean {
  const { from, to } = mention;
  const { lexemes } = mention.turn;
  const before = wordNear(lexemes, from, -1);
  const led = before === "the" || before === "that" || before === "this" ? wordNear(lexemes, from, -2) : before;
  const said = lexemes.slice(from, to).map(({ word }) => word);
  return UNTIL.test(led) || isBesideErrand(mention) || TODAY.test(said.join(" "));
}

const UNTIL = /^(?:by|until|till|before|due|since)$/;
/** "This Saturday" is no such day. */
const TODAY = /\b(?:today|tonight|this (?:morning|afternoon|evening))\b/;

/** "They'll be there at three", "done by one", "between noon and four": when somebody comes or goes, and not when it begins. */
export const isOfComing = ({ turn: { lexemes }, from }: ClockMention): boolean =>
  (LEADS.test(wordNear(lexemes, from, -1)) && COMES.test(wordNear(lexemes, from, -2))) ||
  [-1, -3, -4, -5].some((step) => wordNear(lexemes, from, step) === "between" && isRange(lexemes, from, step));

/** Whether a time is the first after "between", or follows its "and". */
const isRange = (lexemes: readonly Lexeme[], from: number, step: number): boolean =>
  step === -1 || wordNear(lexemes, from, -1) === "and";
const LEADS = /^(?:at|by|around|about|like)$/;
const COMES = /^(?:there|up|done)$/;

/** "We're twelve now", "make it fifteen": what it is to be tells nothing of what it is. */
export const isNewCount = ({ turn: { lexemes }, from, to }: CountMention): boolean =>
  wordNear(lexemes, to - 1, 1) === "now" ||
  (/^(?:it|us|that)$/.test(wordNear(lexemes, from, -1)) && /^(?:make|making)$/.test(wordNear(lexemes, from, -2)));
