import { readCompany, readSelfAnd } from "./company-mentions.js";
import { isChange, isWe } from "./count-changes.js";
import { beginsWithCount, readCorrected } from "./count-corrections.js";
import { isHouse, isOtherThing, isTimeAhead, NUMBERED } from "./count-or-not.js";
import { withSums } from "./count-sums.js";
import type { Lexeme, Turn } from "./lexemes.js";
import type { Mention } from "./mention.js";
import { wordNear } from "./mention.js";
import { oneOf, phrases } from "./phrases.js";

/** A number of people that was said; a range where one was ("twenty to twenty five"). */
export interface CountMention extends Mention {
  readonly low: number;
  readonly high: number;
  /** "About thirty", "thirty or so". */
  readonly approximate: boolean;
  /** False where only the place in the talk makes it a head count ("for seven", "make it eight"). */
  readonly explicit: boolean;
  /** "Six more", "plus four": a change, not a total. */
  readonly added: boolean;
}

export type FoundCount = Omit<CountMention, "turn">;

const PEOPLE = oneOf(`
  people persons? guests? tickets? seats? pax heads? diners? covers? ppl folks? attendees? adults? grown(?:ups?)?
  kids? child(?:ren)? infants? spots? places passengers? members? friends? invitees participants teenagers teens
`);
const ASKED_COUNT = phrases(
  "how many(?! (?:\\w+ )?(?:bedrooms?|bathrooms?|beds?|rooms?|nights?|days?|hours?|weeks?|months?|years?|minutes?|times?|stars?|miles?|stops?|cars?|bags?|gluten|veg\\w+|allerg\\w+)\\b)",
  "what size",
  "party size",
  "size of (?:your|the) (?:party|group)",
  "number of (?:people|guests|tickets|persons|seats|attendees)",
  "head ?count",
  "how large",
  "how big",
  "guest count",
);
const MOST_PEOPLE = 5000;

/** `previous` is the turn before, whose question a bare number may answer. */
export function readCounts(turn: Turn, previous: Turn | null): CountMention[] {
  const { lexemes } = turn;
  const answers =
    previous !== null &&
    previous.speaker !== turn.speaker &&
    lexemes.some(({ kind }) => kind === "number") &&
    (ASKED_COUNT.test(previous.text.toLowerCase()) || (beginsWithCount(lexemes) && statesCount(previous)));
  const found: FoundCount[] = [];
  for (let i = 0; i < lexemes.length; ) {
    const next = readNumber(lexemes, i, answers) ?? readArticle(lexemes, i);
    if (next === null) i++;
    else {
      found.push(next);
      i = Math.max(next.to, i + 1);
    }
  }
  const corrected = readCorrected(lexemes, found);
  if (corrected !== null) found.push(corrected);
  found.push(...readCompany(turn, found));
  const withSelf = readSelfAnd(lexemes);
  const isTaken = ({ from }: FoundCount): boolean => withSelf.some((one) => from > one.from && from < one.to);
  return withSums([...found.filter((one) => !isOfStaff(one, turn) && !isTaken(one)), ...withSelf], lexemes).map(
    (one) => ({ turn, ...one }),
  );
}

const statesCount = (turn: Turn): boolean =>
  !/\?\s*$/.test(turn.text) && readCounts(turn, null).some(({ explicit }) => explicit);

/** "Two of us are trained", said by the business. */
const isOfStaff = ({ to }: FoundCount, { speaker, lexemes }: Turn): boolean =>
  speaker === "agent" && lexemes[to - 1]?.word === "us" && lexemes[to - 2]?.word === "of";

/** How a mention fits a booking for `count`: `exact`, `near` (an approximate or partial number), or `no`. */
export function fitOfCount(mention: CountMention, count: number): "exact" | "near" | "no" {
  if (!mention.added && count >= mention.low && count <= mention.high)
    return mention.low === mention.high ? "exact" : "near";
  const slack = mention.approximate ? Math.max(1, Math.round(count * 0.1)) : 0;
  return !mention.added && count >= mention.low - slack && count <= mention.high + slack ? "near" : "no";
}

function readNumber(lexemes: readonly Lexeme[], at: number, answers: boolean): FoundCount | null {
  const lexeme = lexemes[at];
  if (lexeme?.kind !== "number" || !Number.isInteger(lexeme.value) || lexeme.value < 1 || lexeme.value > MOST_PEOPLE)
    return null;
  const before = wordNear(lexemes, at, -1);
  const earlier = wordNear(lexemes, at, -2);
  let to = at + 1;
  let high = lexeme.value;
  // "20 to 25 people", "four or five of us", "8-10 guests".
  const joiner = lexemes[to];
  const second = lexemes[to + 1];
  if (
    joiner !== undefined &&
    second?.kind === "number" &&
    /^(?:to|or|and|-|–)$/.test(joiner.word) &&
    second.value > lexeme.value &&
    second.value <= MOST_PEOPLE
  ) {
    const ranged = joiner.word !== "and" || before === "between";
    if (ranged && (isPeople(lexemes, to + 1) || isParty(before, earlier))) {
      high = second.value;
      to += 2;
    }
  }
  // "Fifty-some people", "sixty odd".
  const vague = lexemes[to]?.word === "-" ? to + 1 : to;
  if (high === lexeme.value && high >= 20 && high % 10 === 0 && /^(?:some|odd)$/.test(lexemes[vague]?.word ?? "")) {
    high += 9;
    to = vague + 1;
  }
  const shape = {
    from: at,
    low: lexeme.value,
    high,
    approximate:
      /^(?:about|around|roughly|approximately|maybe|nearly|almost|over|probably|like|say|under)$/.test(before) ||
      /^(?:or so|ish\b|ish|odd\b|give or)/.test(`${wordNear(lexemes, to - 1, 1)} ${wordNear(lexemes, to - 1, 2)}`) ||
      (before === "take" && earlier === "or"),
    added:
      /^(?:plus|extra|additional|another|add|adding)$/.test(before) ||
      /^(?:more|extra|additional|fewer|less|others?)$/.test(lexemes[to]?.word ?? ""),
  };
  if (/^(?:more|extra|additional|fewer|less|other|others)$/.test(lexemes[to]?.word ?? "") && shape.added) {
    return PEOPLE.test(wordNear(lexemes, to, 1)) || /^(?:add|adding|have|got|with|bring|bringing|be)$/.test(before)
      ? { ...shape, to: to + 1, explicit: true }
      : null;
  }
  // "The two places", "I have five places": of restaurants and rooms, not of people.
  const isOfPlaces =
    lexemes[to]?.word === "places" &&
    (/^(?:the|are|between)$/.test(before) || (/^(?:have|got)$/.test(before) && earlier === "i"));
  const people = NUMBERED.test(before) || isOfPlaces ? 0 : isPeople(lexemes, to - 1);
  if (people) return { ...shape, to: to + people, explicit: true };
  if (isHouse(lexemes, to)) return null;
  const seated = before === "for" && /^(?:reservation|booking|dinner|lunch|brunch|event)$/.test(earlier);
  if (isParty(before, earlier) && !isTimeAhead(lexemes, to, seated) && !isOtherThing(lexemes, to))
    return { ...shape, to, explicit: true };
  if (isChange(lexemes, at) || isWe(lexemes, at, before, earlier)) return { ...shape, to, explicit: true };
  // "Down for thirty": of so many it is no time.
  if (
    before === "for" &&
    DOWN.test(earlier) &&
    lexeme.value > 12 &&
    !isTimeAhead(lexemes, to, true) &&
    !isOtherThing(lexemes, to)
  )
    return { ...shape, to, explicit: true };
  if (isSeatedAt(lexemes, to) && !/^(?:at|by|around|till|until|from|to|past|the)$/.test(before))
    return { ...shape, to, explicit: true };
  if (isTimeAhead(lexemes, to, true) || isOtherThing(lexemes, to)) return null;
  if (
    /^(?:number|code|ends|zip|address|card|apartment|suite|unit|pin|reference)$/.test(
      before === "is" || before === "in" ? earlier : before,
    )
  )
    return null;
  if (answers && lexemes.slice(0, at).every((one) => one.kind !== "number")) return { ...shape, to, explicit: true };
  if (
    /^(?:for|it|be|are|we're|is|about|to|at|us|make|makes|just|only|say|from|with|have|actually|not|around|maybe|need|want|no|of|than|so|sorry)$/.test(
      before === "it's" && earlier === "so" ? earlier : before,
    ) &&
    lexeme.value < 1000 &&
    (before !== "sorry" || lexeme.value > 1)
  ) {
    // "At seven" is a time; "at 96 guests" was read above.
    const isTime = /^(?:at|around|of|from)$/.test(before) && earlier !== "instead" && lexeme.value <= 24;
    return isTime ? null : { ...shape, to, explicit: false };
  }
  return null;
}

const DOWN =
  /^(?:down|booked|set|enough|food|cook|cooking|cater|catering|order|ordered|us|confirmed|planned|paid|pay)$/;

/** The number of lexemes up to and with "people" after the number at `at`; 0 where there is none. */
function isPeople(lexemes: readonly Lexeme[], at: number): number {
  // "Thirty or so people."
  if (lexemes[at + 1]?.word === "or" && lexemes[at + 2]?.word === "so")
    return PEOPLE.test(lexemes[at + 3]?.word ?? "") ? 3 : 0;
  for (let i = at + 1; i <= at + 3; i++) {
    const lexeme = lexemes[i];
    if (lexeme?.word === "-" && i === at + 1) continue;
    if (lexeme === undefined || lexeme.kind !== "word") return 0;
    if (PEOPLE.test(lexeme.word)) return i - at;
    // "One of them" picks from a list.
    if (lexeme.word === "of") return i === at + 1 && lexemes[at]?.value !== 1 && isCompany(lexemes, i + 1) ? 2 : 0;
    if (
      /^(?:a|an|per|each|apiece|and|or|at|on|in|for|to|the|is|star|dollars?|pounds?|bucks|quid|hours?|minutes?|pm|am|o'clock|year|years|with)$/.test(
        lexeme.word,
      )
    )
      return 0;
  }
  return 0;
}

/** What stands behind "six of": "us", "my cousins"; in "two of the rooms" things are counted. */
const isCompany = (lexemes: readonly Lexeme[], at: number): boolean =>
  /^(?:us|them|you|y'all|yall|youse|my|our|the)$/.test(lexemes[at]?.word ?? "") && !isOtherThing(lexemes, at + 1);

const isParty = (before: string, earlier: string): boolean =>
  (/^(?:of|for)$/.test(before) &&
    /^(?:party|table|group|reservation|booking|dinner|lunch|brunch|room|event|family|crowd|total|count|headcount|seating|tables)$/.test(
      earlier,
    )) ||
  /^(?:seat|seats|seating|accommodate|host|hosting|expecting|party|headcount|count)$/.test(before) ||
  (/^(?:for|of|is|at)$/.test(before) && /^(?:size|count|headcount|total)$/.test(earlier));

/** "Ten at seven", "six for one o'clock", "five for noon", "two for the 9:40". */
const isSeatedAt = (lexemes: readonly Lexeme[], to: number): boolean => {
  const isNamed = lexemes[to + 1]?.word === "the";
  const time = lexemes[to + (isNamed ? 2 : 1)];
  if (!/^(?:at|for)$/.test(lexemes[to]?.word ?? "") || time === undefined) return false;
  if (isNamed) return time.kind === "clock" || (time.kind === "number" && lexemes[to + 3]?.kind === "number");
  return (
    time.kind === "clock" ||
    /^(?:noon|midday|half|quarter)$/.test(time.word) ||
    (time.kind === "number" &&
      time.value <= 12 &&
      !PEOPLE.test(wordNear(lexemes, to + 1, 1)) &&
      !isOtherThing(lexemes, to + 2))
  );
};

const PARTIES = new Map([
  ["twosome", 2],
  ["threesome", 3],
  ["foursome", 4],
]);

/** "A ticket", "a table for a couple", "a foursome". */
function readArticle(lexemes: readonly Lexeme[], at: number): FoundCount | null {
  const word = lexemes[at]?.word ?? "";
  const party = PARTIES.get(word);
  if (party !== undefined)
    return { from: at, to: at + 1, low: party, high: party, approximate: false, explicit: true, added: false };
  if (word !== "a" && word !== "single" && word !== "couple") return null;
  const after = wordNear(lexemes, at, 1);
  const one = { from: at, to: at + 2, approximate: false, explicit: false, added: false };
  if (word !== "couple" && after === "ticket") return { ...one, low: 1, high: 1 };
  if (word === "couple" && after === "of" && PEOPLE.test(wordNear(lexemes, at, 2)))
    return { ...one, to: at + 3, low: 2, high: 3 };
  return null;
}
