import { around } from "./context.js";
import type { Cues } from "./cues.js";
import type { Stance } from "./fates.js";
import type { Mention } from "./mention.js";
import type { Mode } from "./purpose.js";
import { MOVED_BEFORE, MOVES, REFUSAL_BETWEEN, TAKES_BACK } from "./settle-words.js";
import { REPLACES } from "./wishes.js";

/** What a mention becomes by a later one that says something else of the same facet; null where both can hold. */
export function replacedBy(earlier: Mention, later: Mention, cues: readonly Cues[], mode: Mode): Stance | null {
  if (earlier.turn.index === later.turn.index) return inOneBreath(earlier, later, mode);
  // What is offered and turned down while a booking is changed says nothing of the booking.
  if (mode !== "making") return isCorrection(earlier, later) ? "rejected" : null;
  return isGivenUp(earlier, later, cues) ? "rejected" : null;
}

function inOneBreath(earlier: Mention, later: Mention, mode: Mode): Stance | null {
  const { lexemes, text } = later.turn;
  const start = lexemes[earlier.to - 1]?.end ?? 0;
  const between = text.slice(start, lexemes[later.from]?.start ?? start).toLowerCase();
  const { before } = around(earlier);
  if (MOVES.test(before) && LEADS_TO.test(`${between} `)) return MOVED_BEFORE.test(before) ? "rejected" : "old";
  if (REPLACES.test(between)) return "rejected";
  return mode === "making" && REFUSAL_BETWEEN.test(between) ? "rejected" : null;
}
const LEADS_TO = /^\s*(?:\S+\s+){0,5}?(?:to|until|till)\s/;

/** "Friday." "The Friday?" "No, Thursday." */
const isCorrection = (earlier: Mention, later: Mention): boolean =>
  later.turn.index - earlier.turn.index <= 1 && later.turn.speaker !== "agent" && TAKES_BACK.test(later.turn.text);

/** Put right by the outside party, refused, or passed over for something else since. */
function isGivenUp(earlier: Mention, later: Mention, cues: readonly Cues[]): boolean {
  if (later.turn.speaker !== "agent" && cues[later.turn.index]?.corrects === true) return true;
  return (
    cues.slice(earlier.turn.index + 1, later.turn.index).some((cue) => cue.refuses || cue.wantsOther || cue.corrects) ||
    cues[later.turn.index]?.refuses === true
  );
}
