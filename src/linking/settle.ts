import { around, NO_CONTEXT, saidBefore } from "./context.js";
import type { Cues } from "./cues.js";
import { goodbyeIn, isBeforeTopic, mannerOf, topicFrom } from "./manner.js";
import type { Mention } from "./mention.js";
import type { Mode } from "./purpose.js";
import {
  ADDS,
  DENIED_AFTER,
  KEPT,
  MOVED_BEFORE,
  MOVES,
  NEGATED,
  REFUSAL_BETWEEN,
  REPLACED,
  STAYS,
  TAKES_BACK,
  UNABLE,
} from "./settle-words.js";
import { namedAsReason, REPLACES, unchosen, unmet } from "./wishes.js";

/**
 * What became of something said. `live`: never taken back; `rejected`: denied, refused or replaced; `old`: where a
 * change starts from ("from Friday to Saturday").
 */
export type Stance = "live" | "rejected" | "old";

export interface Said<M extends Mention> {
  readonly mention: M;
  readonly stance: Stance;
  /** Repeated back, agreed to, or current when the booking was closed. */
  readonly confirmed: boolean;
  /** Named in the very turn that closes the booking, or that sums it up and is agreed to. */
  readonly closing: boolean;
  /** Mentioned in passing: to be left alone, in saying goodbye, or added at the end beside what was settled. */
  readonly aside: boolean;
  /** The last live value of its kind in the call, asides apart. */
  readonly last: boolean;
}

/** How many turns after something was said it can still be replaced. */
const REACH = 6;

/**
 * Reads the fates of one facet's mentions, which are given in the order said. `same` tells whether two say one value;
 * `differ` whether the second excludes the first; `dropped` are those given up from the start, `isGoodbye` what was only
 * said in parting.
 */
export function settle<M extends Mention>(
  mentions: readonly M[],
  cues: readonly Cues[],
  differ: (a: M, b: M) => boolean,
  mode: Mode,
  dropped: ReadonlySet<M> = new Set(),
  isGoodbye: (mention: M) => boolean = goodbyeIn(cues),
): Said<M>[] {
  if (mentions.length === 0) return [];
  const stances: Stance[] = mentions.map((mention) => (dropped.has(mention) ? "rejected" : "live"));
  const confirmed: boolean[] = mentions.map(() => false);
  const contexts = mentions.map(around);
  const reject = (until: number, value: M, stance: Stance = "rejected"): void => {
    for (let j = 0; j <= until; j++) {
      const earlier = mentions[j];
      if (earlier !== undefined && !differ(value, earlier) && stances[j] === "live") stances[j] = stance;
    }
  };
  /** "Your table at six is booked for you." */
  const isMade = ({ turn: { index } }: M): boolean => cues[index]?.closes === true && !cues[index].refuses;
  mentions.forEach((mention, i) => {
    const { before, after } = contexts[i] ?? NO_CONTEXT;
    // "Two instead of ten": what exists is told by what it no longer shall be.
    if (mode !== "making" && REPLACED.test(before)) {
      reject(i, mention, "old");
      return;
    }
    // "We can't make it on Friday" and "the party isn't happening" name the booking that is spoken of.
    const isDenied = mode !== "making" && cues[mention.turn.index]?.denied === true;
    if (
      isDenied ||
      NEGATED.test(before) ||
      (mode === "making" && (UNABLE.test(before) || (!isMade(mention) && DENIED_AFTER.test(after))))
    ) {
      reject(i, mention);
      return;
    }
    for (let j = i - 1; j >= 0; j--) {
      const earlier = mentions[j];
      if (earlier === undefined || mention.turn.index - earlier.turn.index > REACH) break;
      if (stances[j] !== "live" || !differ(earlier, mention)) continue;
      const fate = fateOf(earlier, mention, cues, mode);
      if (fate !== null) reject(i - 1, earlier, fate);
    }
  });
  if (mode === "making") {
    for (const given of namedAsReason(mentions, cues, differ)) reject(mentions.indexOf(given), given);
    const isLive = (mention: M): boolean => stances[mentions.indexOf(mention)] === "live";
    for (const offer of unchosen(mentions, differ, isLive)) stances[mentions.indexOf(offer)] = "rejected";
    for (const wish of unmet(mentions, cues, differ)) reject(mentions.indexOf(wish), wish);
  } else setAside();
  const closings = cues.flatMap((cue, index) => (cue.closes ? [index] : []));
  for (const closing of closings) {
    const current = lastLive(mentions, stances, closing);
    if (current >= 0) markSame(current, closing);
  }
  mentions.forEach((mention, i) => {
    if (stances[i] === "live" && isAgreedTo(mention.turn.index)) confirmed[i] = true;
  });
  /** "So that's ten on Friday?" "Yes." */
  function isAgreedTo(turn: number): boolean {
    const next = cues[turn + 1];
    return cues[turn]?.checks === true && next?.accepts === true && !next.corrects;
  }
  /** "August is fine as is, it's about Friday": what stays as it is was named to be left alone, if another was named too. */
  function setAside(): void {
    const left = mentions.filter((_, i) => {
      const { before, after } = contexts[i] ?? NO_CONTEXT;
      return (STAYS.test(after) && !isTaken(i)) || KEPT.test(before);
    });
    mentions.forEach((mention, i) => {
      const isLeft = left.some((other) => !differ(other, mention));
      const spoken = mentions.some(
        (other, j) => stances[j] === "live" && differ(mention, other) && !left.some((one) => !differ(one, other)),
      );
      if (isLeft && spoken && stances[i] === "live") stances[i] = "rejected";
    });
  }
  /** "I've only got eight." "Eight's fine": what was offered the moment before is taken, not left alone. */
  function isTaken(at: number): boolean {
    const one = mentions[at];
    return mentions.some(
      (other) =>
        one !== undefined &&
        other.turn.index === one.turn.index - 1 &&
        other.turn.speaker !== one.turn.speaker &&
        !differ(other, one),
    );
  }
  function markSame(at: number, closing: number): void {
    const value = mentions[at];
    mentions.forEach((mention, j) => {
      if (value !== undefined && mention.turn.index <= closing && stances[j] === "live" && !differ(value, mention))
        confirmed[j] = true;
    });
  }
  const asides = inPassing(mentions, stances, cues.length, differ, mode, isGoodbye);
  const begins = topicFrom(cues);
  mentions.forEach((mention, i) => {
    if (isBeforeTopic(mention, begins) || isGoodbye(mention)) asides[i] = true;
  });
  const main = stances.map((stance, i): Stance => (asides[i] === true ? "rejected" : stance));
  const lastIndex = lastLive(mentions, main, Number.POSITIVE_INFINITY);
  const lastValue = mentions[lastIndex];
  return mentions.map((mention, i) => ({
    mention,
    stance: stances[i] ?? "live",
    confirmed: confirmed[i] ?? false,
    closing: stances[i] === "live" && (cues[mention.turn.index]?.closes === true || isAgreedTo(mention.turn.index)),
    aside: asides[i] ?? false,
    last:
      lastValue !== undefined && main[i] === "live" && (i === lastIndex || mention.turn.index === lastValue.turn.index),
  }));
}

/** The share of a call at whose end something new is seldom its subject. */
const CLOSING = 0.3;
/** Brought in near the end of a call of so many turns. */
export const isAddedLate = (mention: Mention, turns: number): boolean =>
  turns >= 6 && mention.turn.index >= turns * (1 - CLOSING) && ADDS.test(saidBefore(mention, 60));

/**
 * What is only touched: said to be left alone or in a goodbye, or another value brought in near the end, while one
 * that excludes it was spoken of before.
 */
function inPassing<M extends Mention>(
  mentions: readonly M[],
  stances: readonly Stance[],
  turns: number,
  differ: (a: M, b: M) => boolean,
  mode: Mode,
  isGoodbye: (mention: M) => boolean,
): boolean[] {
  const asides = mentions.map(() => false);
  mentions.forEach((mention, i) => {
    if (stances[i] !== "live") return;
    const how = mannerOf(mention, turns, mode);
    const manner = how === "plain" && isGoodbye(mention) ? "aside" : how;
    const alike = mentions.findLastIndex((other, j) => j < i && stances[j] === "live" && !differ(mention, other));
    if (manner !== "named" && asides[alike] === true) {
      asides[i] = true;
      return;
    }
    if (manner === "plain" && !isAddedLate(mention, turns)) return;
    if (manner === "named") return;
    const others = mentions.filter((_, j) => j !== i && stances[j] === "live" && asides[j] !== true);
    const earlier = others.some((other) => other.turn.index < mention.turn.index && differ(mention, other));
    const known = others.some((other) => other.turn.index < mention.turn.index && !differ(mention, other));
    if (manner === "aside" || (earlier && !known)) asides[i] = true;
  });
  return asides;
}

function lastLive(mentions: readonly Mention[], stances: readonly Stance[], untilTurn: number): number {
  for (let i = mentions.length - 1; i >= 0; i--) {
    const mention = mentions[i];
    if (mention !== undefined && mention.turn.index <= untilTurn && stances[i] === "live") return i;
  }
  return -1;
}

function fateOf(earlier: Mention, later: Mention, cues: readonly Cues[], mode: Mode): Stance | null {
  if (earlier.turn.index === later.turn.index) {
    const lexemes = earlier.turn.lexemes;
    const start = lexemes[earlier.to - 1]?.end ?? 0;
    const between = later.turn.text.slice(start, lexemes[later.from]?.start ?? start).toLowerCase();
    const { before } = around(earlier);
    if (MOVES.test(before) && /^\s*(?:\S+\s+){0,5}?(?:to|until|till)\s/.test(`${between} `))
      return MOVED_BEFORE.test(before) ? "rejected" : "old";
    if (REPLACES.test(between)) return "rejected";
    return mode === "making" && REFUSAL_BETWEEN.test(between) ? "rejected" : null;
  }
  // What is offered and turned down while a booking is changed says nothing of the booking.
  if (mode !== "making") return isCorrection(earlier, later) ? "rejected" : null;
  const own = cues[later.turn.index];
  if (later.turn.speaker !== "agent" && own?.corrects === true) return "rejected";
  for (let t = earlier.turn.index; t <= later.turn.index; t++) {
    const cue = cues[t];
    if (cue === undefined) continue;
    if (t > earlier.turn.index && cue.refuses) return "rejected";
    if (t > earlier.turn.index && t < later.turn.index && (cue.wantsOther || cue.corrects)) return "rejected";
  }
  return null;
}

/** "Friday." "The Friday?" "No, Thursday." */
const isCorrection = (earlier: Mention, later: Mention): boolean =>
  later.turn.index - earlier.turn.index <= 1 && later.turn.speaker !== "agent" && TAKES_BACK.test(later.turn.text);
