import { COUNT_NOUN, isMeridiem, isMoved } from "./clock-point.js";
import type { Lexeme, Turn } from "./lexemes.js";
import { wordNear } from "./mention.js";
import { oneOf } from "./phrases.js";

const FILLERS = /^(?:uh|um|er|erm|oh|okay|ok|yes|yeah|no|right|then|please|so|and|say|maybe)$/;

/** "Pier nine", "chapter two". */
const NUMBERED = oneOf(`
  number line page item row room chapter part table pier gate terminal slip platform floor apartment unit suite
  phase season act lane bay dock track route
`);

/** "Ten's better", "does five still work", "seven on Thursday", and "ten" as all that is said: times, where times are spoken of. */
export function isNamedTime(lexemes: readonly Lexeme[], at: number): boolean {
  if (lexemes[at]?.word === "one" || NUMBERED.test(wordNear(lexemes, at, -1))) return false;
  const [first = "", second = "", third = ""] = [1, 2, 3].map((by) => wordNear(lexemes, at, by));
  if (/^(?:is|works|would|could|suits|sounds)$/.test(first))
    return /^(?:fine|good|great|better|best|perfect|okay|ok|lovely|ideal|easier|be|work|gone|taken|full|free|open|too)$/.test(
      second,
    );
  const before = wordNear(lexemes, at, -1);
  if (before === "does" || before === "would") return /^(?:still|work|suit|be)$/.test(first);
  if (first === "on" && !/^(?:for|are|were|be|us|we're|have|of)$/.test(before))
    return /day$/.test(second) || (second === "the" && lexemes[at + 3]?.kind === "ordinal" && third !== "");
  if (first === "it" && second === "is") return true;
  const closes =
    lexemes[at + 1] === undefined || lexemes[at + 1]?.kind === "pause" || /^(?:or|then|if|instead)$/.test(first);
  if (closes && /^(?:have|do|did|time)$/.test(before)) return true;
  return lexemes.every(({ kind, word }, i) => i === at || kind === "pause" || FILLERS.test(word));
}

/** "Two till four", "can we do four to nine", "eight to one": it begins at the first. */
export function isSpan(lexemes: readonly Lexeme[], at: number): boolean {
  const [first, joiner, end] = lexemes.slice(at, at + 3);
  if (first === undefined || end?.kind !== "number" || end.value < 1 || end.value > LAST_HOUR) return false;
  if (COUNT_NOUN.test(wordNear(lexemes, at + 2, 1)) || isMoved(lexemes, at)) return false;
  if (/^(?:till|until|til)$/.test(joiner?.word ?? "")) return true;
  // "Six to eight" may be people; nobody counts from eight to one.
  return joiner?.word === "to" && (end.value < first.value || SPAN_LED.test(wordNear(lexemes, at, -1)));
}
const LAST_HOUR = 12;
const SPAN_LED = /^(?:do|runs?|goes)$/;

const LEADS_TO_TIME = /^(?:at|around|by|@|until|till|til|before|after|from|between)$/;
const MONEY = oneOf(`
  dollars? bucks pounds? quid deposit balance totals? total's prices? costs? charged? charges fees? owe due apiece
  each per head invoice bill refund discount pay paid estimate quote cash hundred thousand
`);

/** "Two fifty" is a price, where nothing says that it is a time: few things begin ten minutes to the hour. */
const FIFTY = 50;
/** How far from a sum it is said that it is one. */
const MONEY_REACH = 8;

/** What the turn before tells of numbers: sums are said as times are, and both as bare numbers where they were asked for. */
export class TurnBefore {
  private asked: { readonly sum: boolean; readonly time: boolean } | null = null;

  constructor(private readonly previous: Turn | null) {}

  private get asks(): { readonly sum: boolean; readonly time: boolean } {
    const text = this.previous?.plain ?? "";
    this.asked ??= { sum: ASKS_SUM.test(text), time: ASKS_TIME.test(text) };
    return this.asked;
  }

  /** Whether the number at `at` answers a question for a time: "When is it on?" "Seven and nine." */
  asksTimeOf(lexemes: readonly Lexeme[], at: number): boolean {
    return (
      lexemes[at]?.word !== "one" &&
      ANSWER_BEHIND.test(wordNear(lexemes, at, 1)) &&
      !COUNTED_BEFORE.test(wordNear(lexemes, at, -1)) &&
      this.asks.time
    );
  }

  /** Whether the two numbers from `at` on are a sum. */
  tellsSum(lexemes: readonly Lexeme[], at: number): boolean {
    if (isTimeOfItself(lexemes, at)) return false;
    if (isSum(lexemes, at)) return true;
    return this.previous !== null && (this.asks.sum || wasSum(this.previous.lexemes, lexemes, at));
  }
}

const ASKS_TIME = /\b(?:what times?|when(?:'s| is| are| does| do| would| should))\b/;
const ANSWER_BEHIND = /^(?:|and|or|on|then|if|please|works?|is|would|for|so|as)$/;
const COUNTED_BEFORE = /^(?:the|those|these|any|some|only|just|us|with|have|got|all|number|room|table|of|my|our)$/;
const ASKS_SUM =
  /\bhow much(?! (?:time|longer|notice|room|space|earlier|later|before|after))\b|\bwhat(?:'s|'d| do| does| did| would| will| is| was)\b[^.?!]{0,40}\b(?:owe|cost|costs|charge|come to|pay|paid|total|altogether|balance|price|left|with (?:both|all|the))\b/;

/** "Four oh eight due at the door." "Four oh eight, fine." */
const wasSum = (before: readonly Lexeme[], lexemes: readonly Lexeme[], at: number): boolean =>
  before.some(
    (_, i) =>
      [0, 1].every((by) => before[i + by]?.word === lexemes[at + by]?.word) &&
      !isTimeOfItself(before, i) &&
      isSum(before, i),
  );

/** "At one ten", "one ten pm". */
const isTimeOfItself = (lexemes: readonly Lexeme[], at: number): boolean =>
  LEADS_TO_TIME.test(wordNear(lexemes, at, -1)) || isMeridiem(lexemes[at + 2]);

/** Of what is no time of itself: "it's seven fifty a head", "thirty at twenty five is seven fifty". */
function isSum(lexemes: readonly Lexeme[], at: number): boolean {
  const before = wordNear(lexemes, at, -1);
  if (before === "is" && lexemes[at - 2]?.kind === "number") return true;
  // "Fourteen and one fifteen": counted together.
  if (before === "and" && lexemes[at - 2]?.kind === "number" && wordNear(lexemes, at, -3) !== "between") return true;
  if (lexemes[at + 1]?.value === FIFTY || /^(?:back|over|off|extra|worth)$/.test(wordNear(lexemes, at + 1, 1)))
    return true;
  return lexemes
    .slice(Math.max(0, at - MONEY_REACH), at + MONEY_REACH)
    .some(({ kind, word }) => kind === "money" || MONEY.test(word));
}
