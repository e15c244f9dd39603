import { saidAfter, saidBefore } from "./context.js";
import type { Cues } from "./cues.js";
import type { Turn } from "./lexemes.js";
import {
  ABOUT,
  ABOUT_AFTER,
  ASKS_OF_ELSE,
  CONCLUDES,
  GOODBYE,
  KEPT_AFTER,
  KEPT_BEFORE,
  LEAVES,
  LEFT_ALONE,
  NOT_ABOUT,
  OF_ANOTHERS,
  OF_THE_SAME,
  PUT_SOMEWHERE,
  STILL_AFTER,
  STILL_BEFORE,
  SUITS,
  TAKEN,
  THAT_STAYS,
} from "./manner-words.js";
import { type Mention, startOf } from "./mention.js";
import type { Mode } from "./purpose.js";

/** How many of the last turns a goodbye may take. */
const TAIL = 3;
/** From this share of the call on, "still" is said of what is not being talked about. */
const LATER = 0.4;

/** In the first half of a call, what was said before "that's not why I'm calling" was said on the way. */
export const topicFrom = (cues: readonly Cues[]): TopicStart => {
  const turn = cues.findLastIndex((cue, i) => i < cues.length / 2 && cue.turnsAwayAt !== null);
  return { turn, at: cues[turn]?.turnsAwayAt ?? 0 };
};

/** Where a call comes to its subject: a turn's index, and a place in its text. */
interface TopicStart {
  readonly turn: number;
  readonly at: number;
}

/** Whether something was said before the call came to its subject. */
export const isBeforeTopic = (mention: Mention, topic: TopicStart): boolean =>
  mention.turn.index < topic.turn || (mention.turn.index === topic.turn && startOf(mention) < topic.at);

/** Tells what is said in a goodbye, or once goodbye was begun, in a call's last turns: it is of what is settled. */
export function goodbyeIn(cues: readonly Cues[]): (mention: Mention) => boolean {
  const parting = partingFrom(cues);
  return (mention) => {
    const { index } = mention.turn;
    if (index >= cues.length - TAIL && GOODBYE.test(saidBefore(mention, 60))) return true;
    return parting !== null && (index > parting.turn || (index === parting.turn && startOf(mention) > parting.at));
  };
}

function partingFrom(cues: readonly Cues[]): TopicStart | null {
  const turn = cues.findIndex((cue, i) => i >= cues.length - TAIL && i > 0 && cue.partsAt !== null);
  return turn < 0 ? null : { turn, at: cues[turn]?.partsAt ?? 0 };
}

/** Where a turn says of what was named last that it stays as it is; null where it does not. */
export const leavesLastAt = ({ plain }: Turn): number | null => THAT_STAYS.exec(plain)?.index ?? null;

/** Whether it was said of this that it stays as it is: then the call is about something else. */
export const isKept = (mention: Mention): boolean =>
  (KEPT_BEFORE.test(saidBefore(mention, 40)) && !isPutSomewhere(mention)) || KEPT_AFTER.test(saidOf(mention));

/** "Leave the gate open", "leave the key with Bea": it is not left alone. */
const isPutSomewhere = (mention: Mention): boolean =>
  LEAVES.test(saidBefore(mention, 40)) && PUT_SOMEWHERE.test(saidAfter(mention, 50));

/** What is said of something: of "Monday's fine", "is fine". */
function saidOf(mention: Mention): string {
  const last = mention.turn.lexemes[mention.to - 1]?.word ?? "";
  const after = saidAfter(mention, 50);
  return last.endsWith("'s") ? `'s${after}` : after;
}

/** How something was brought up: as the call's subject, in passing, or neither. */
export function mannerOf(mention: Mention, turns: number, mode: Mode): "named" | "aside" | "plain" {
  const { turn } = mention;
  const before = saidBefore(mention, 60);
  if (NOT_ABOUT.test(before) && !isPutSomewhere(mention)) return "aside";
  if (turn.speaker === "agent" && OF_ANOTHERS.test(before)) return "aside";
  const isLater = turn.index >= turns * LATER;
  if (isLater && STILL_BEFORE.test(before)) return "aside";
  if (ABOUT.test(before)) return "named";
  const after = saidOf(mention);
  if (ABOUT_AFTER.test(after)) return "named";
  // "Friday is good": who makes a booking takes it, and the business answers what it was asked.
  const isTaking = (mode === "making" || turn.speaker === "agent") && TAKEN.test(after);
  const isTaken = isTaking || (CONCLUDES.test(before) && SUITS.test(after));
  // "Your cake's all done", rung up to say so: it is what the call is for.
  const opens = turn.index === 0 && turn.speaker === "agent";
  if (
    (!isTaken && !opens && LEFT_ALONE.test(after) && !ASKS_OF_ELSE.test(after)) ||
    (isLater && STILL_AFTER.test(after) && !OF_THE_SAME.test(before))
  )
    return "aside";
  return "plain";
}
