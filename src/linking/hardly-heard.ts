import type { LinkInput } from "./facts.js";
import type { Turn } from "./lexemes.js";
import { type CallReading, readCall } from "./options.js";

/**
 * The commonest words of spoken English. In calls half to two thirds of what is said are such words, in short ones a
 * quarter at least; in other languages, and where a recogniser made words of noise, next to none.
 */
const COMMON = new Set(
  `a about all am an and any are as at back be been but by call can can't could day did didn't do doesn't don't for from
  get go going good got have he hello her here hey hi his how i i'll i'm i've if in is isn't it it'd it's just know let's
  like me much my need no not now of oh ok okay on one or our out please right see she should so some sorry still sure
  thank thanks that that's the them then there they think this time to up want was we we'll we're well were what when where
  who why will with would yeah yep yes you you're you've your`.split(/\s+/),
);
/** So many of them tell that a call was understood, however much else was said. */
const UNDERSTOOD = 15;
/** With fewer words the share of common ones is chance; then so many must have been said by both sides. */
const ENOUGH_TO_TELL = 5;
const FEWEST_COMMON = 5;
const LEAST_SHARE = 0.25;

/** The same call as if nothing had been said. */
export const silenced = (input: LinkInput): LinkInput => ({
  ...input,
  call: { ...input.call, segments: null, insights: null },
});

/**
 * Reads a call, but as one without words where hardly anything of it was understood and nothing of that is about a
 * booking: another language, a bad line, "Hello?" What such a call sounds like tells nothing.
 */
export function readHeard(input: LinkInput): CallReading {
  const reading = readCall(input);
  return isHardlyHeard(reading) ? readCall(silenced(input)) : reading;
}

const isHardlyHeard = ({ talk, match, options }: CallReading): boolean =>
  talk !== null &&
  options.length > 0 &&
  !isUnderstood(talk.turns) &&
  !options.some(
    ({ signals, customerSignals }) =>
      signals.some(({ name, mention }) => mention !== null && name !== "customer_mentioned") ||
      // A name tells of several holders which, and nothing of what the call was about.
      (match.holders.length > 1 && customerSignals.some(({ mention }) => mention !== null)),
  );

function isUnderstood(turns: readonly Turn[]): boolean {
  const [outside, agent] = [
    { words: 0, common: 0 },
    { words: 0, common: 0 },
  ];
  for (const { speaker, lexemes } of turns) {
    const side = speaker === "agent" ? agent : outside;
    for (const { kind, word } of lexemes) {
      if (kind !== "word") continue;
      side.words += 1;
      if (COMMON.has(word)) side.common += 1;
    }
    if (outside.common >= UNDERSTOOD) return true;
  }
  return outside.words >= ENOUGH_TO_TELL
    ? outside.common / outside.words >= LEAST_SHARE
    : outside.common + agent.common >= FEWEST_COMMON;
}
