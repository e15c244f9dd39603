import { canonicalStem, type Question, type QuestionTerm, readQuestion } from "./question.js";
import { questionParts } from "./question-parts.js";
import { MONTHS } from "./times-named.js";

/**
 * The question's parts, each with what it looks for; one that may look for nothing where it asks one thing. A part without
 * words of its own ("and why?") asks about the part before, one that says "it" or "how many were" partly so.
 */
export function readParts(text: string, speakerNames: ReadonlySet<string>): Question[] {
  const read = questionParts(text).map((part) => ({ part, question: readQuestion(part, speakerNames) }));
  const asked: Question[] = [];
  for (const [place, { part, question }] of read.entries()) {
    const isOfItsOwn = question.terms.length > 0;
    const before = asked.at(-1);
    const next = read.slice(place + 1).find((later) => later.question.terms.length > 0)?.question;
    const whole = isOfItsOwn
      ? alsoAbout(part, question, before)
      : aboutTheSame(question, before ?? theEvent(part, question) ?? next);
    if (whole.terms.length > 0 && !asked.some((known) => isSame(known, whole))) asked.push(whole);
  }
  return asked.length === 0 ? [readQuestion(text, speakerNames)] : asked;
}

const aboutTheSame = (question: Question, other: Question | undefined): Question =>
  other === undefined ? question : { ...withWhomAndWhen(question, other), terms: other.terms };

/** What a hit counts on a word of the part before, where a part refers back to it. */
const CARRIED = 0.6;

/** A part says "it" or "how many were" of what the part before names, and "she" of whom. */
function alsoAbout(part: string, question: Question, before: Question | undefined): Question {
  if (before === undefined || !(THING.test(part) || (PERSON.test(part) && !NAME.test(part)))) return question;
  const whole = withWhomAndWhen(question, before);
  return THING.test(part) ? { ...whole, terms: [...question.terms, ...carriedTo(question, before)] } : whole;
}

function carriedTo({ terms }: Question, before: Question): QuestionTerm[] {
  const own = terms.flatMap(({ stems }) => [...stems].flatMap(([stem, weight]) => (weight === 1 ? stem : [])));
  return before.terms
    .filter(({ stems }) => !own.some((stem) => stems.has(stem)))
    .map(({ stems }) => ({ stems: new Map([...stems].map(([stem, weight]) => [stem, weight * CARRIED])) }));
}

const withWhomAndWhen = (question: Question, other: Question): Question => ({
  ...question,
  speakers: question.speakers.size > 0 ? question.speakers : other.speakers,
  times: question.times.length > 0 ? question.times : other.times,
});

const THING =
  /\b(?:it|its|this|these|those|(?:is|was|did|does|for|of|about|after|before) that|how (?:many|much) (?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should))\b/i;
const PERSON = /\b(?:he|him|his|she|her|hers|they|them|their|theirs)\b/i;
const NAME = /[^\s?.!]\s+\p{Lu}\p{Ll}/u;

/** "When is it?" with nothing before is about the event, as calls to this business are. */
function theEvent(part: string, question: Question): Question | undefined {
  if (!THING.test(part) || (question.asks !== "when" && question.asks !== "where")) return undefined;
  const stems = new Map((question.asks === "when" ? DATES : PLACES).map((word) => [canonicalStem(word), 0.5]));
  for (const word of EVENTS) stems.set(canonicalStem(word), 1);
  return { ...question, terms: [{ stems }] };
}

const EVENTS = "event party wedding celebration birthday anniversary reception booking".split(" ");
const DATES = [..."date monday tuesday wednesday thursday friday saturday sunday".split(" "), ...MONTHS];
const PLACES = "venue address place location hall street".split(" ");

function isSame(one: Question, other: Question): boolean {
  const stemsOf = ({ terms }: Question): string => terms.map(({ stems }) => [...stems.keys()].join()).join(";");
  return one.asks === other.asks && stemsOf(one) === stemsOf(other);
}
