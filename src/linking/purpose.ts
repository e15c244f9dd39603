import type { Cues } from "./cues.js";
import { type HeardCall, hearCall, plainTurns } from "./heard-call.js";
import { NOWHERE } from "./heard-text.js";
import type { Turn } from "./lexemes.js";
import { AFTERWARDS, AHEAD, ALSO_MAKING, ARRANGING, BYGONE, MAKING } from "./mode-words.js";
import {
  ASKS_OF_BUSINESS,
  FOR_ANOTHER,
  GENERAL,
  MEETING,
  OF_ALL,
  OF_SEVERAL,
  OPEN_END,
  OTHER_MATTER,
  PRACTICAL,
  SET_APART,
  UNCHANGED,
  UNDECIDED,
} from "./none-words.js";
import {
  CALLED_OFF,
  CANCEL,
  GRIEVANCE,
  HAD_CANCELLED,
  LOST,
  MOVING,
  NOT_CANCELLING,
  ON_THE_DAY,
  PRAISE,
  PRICE,
  VOICEMAIL,
  WISHING,
  WRONG_NUMBER,
} from "./purpose-words.js";
import { SUBJECTS } from "./topics.js";

/** Calls of those who book nothing. */
export const STRANGERS_KINDS = ["voicemail", "wrong_number", "vendor"] as const;
export type StrangersKind = (typeof STRANGERS_KINDS)[number];

/** What a call is by its words alone; the rest of what calls are for needs more (`intent.ts`). */
export type Kind = StrangersKind | "cancellation" | "on_the_day";

export const isStrangers = (kind: Kind | null): kind is StrangersKind =>
  STRANGERS_KINDS.some((strangers) => strangers === kind);

/** What was found in the words of a call, whichever booking it is about. */
export interface Purpose {
  /** null where it is none of these. */
  readonly kind: Kind | null;
  /** Subjects, most telling first. */
  readonly subjects: readonly string[];
  /**
   * `making`: a booking is looked for or made, and all of it is said; `existing`: one that exists is spoken of, and only
   * as much is said as tells it apart; `over`: one that took place; `unclear`: nothing tells;
   * `stray`: the call was not for this business's bookings at all.
   */
  readonly mode: Mode;
  /** Anybody spoke of calling something off. */
  readonly speaksOfCancelling: boolean;
  /** Anybody spoke of another day or time for something. */
  readonly speaksOfMoving: boolean;
  /** The outside party speaks of something gone by, whatever else the call is for. */
  readonly recallsPast: boolean;
  /** Something in it, whoever said it, is said of what is over: a bill, a thing left behind, "how did it go". */
  readonly hintsPast: boolean;
  /** What is said is said from where something goes on. */
  readonly soundsNear: boolean;
  /** A booking was made or changed in the call. */
  readonly isClosed: boolean;
  /** The outside party complains of something that is not a thing left behind. */
  readonly isGrievance: boolean;
  /** Nothing was decided: "let me get back to you". */
  readonly isUndecided: boolean;
  /** Its last turns leave something to be decided. */
  readonly endsOpen: boolean;
  /** What was wished for could not be had, and nothing was agreed on afterwards. */
  readonly isTurnedDown: boolean;
  /** What is booked was set apart from what the call is about. */
  readonly isSetApart: boolean;
  /** Asked for somebody else, or handed on. */
  readonly isForAnother: boolean;
  /** The business was asked what it does, has or charges. */
  readonly asksOfBusiness: boolean;
  /** Several bookings were spoken of at once. */
  readonly isOfSeveral: boolean;
  /** Something is to be done with all that they have booked. */
  readonly isOfAll: boolean;
  /** The business said that it does not do such a thing. */
  readonly isNotDone: boolean;
  /** The business itself was asked about: what it does, what it charges. */
  readonly isGeneral: boolean;
  /** It speaks of meeting; of what to bring and to pay; of what stays as it was. */
  readonly speaksOfMeeting: boolean;
  readonly isPractical: boolean;
  readonly speaksOfUnchanged: boolean;
  /** Business of another kind: a job, a voucher, something lost, a wrong number. */
  readonly isOtherMatter: boolean;
}

export type Mode = "making" | "existing" | "over" | "unclear" | "stray";

/** `hadLately`: whether anything of theirs took place in the weeks before; without that no call is about it. */
export function readPurpose(turns: readonly Turn[], cues: readonly Cues[], hadLately: boolean): Purpose {
  const words = hearCall(turns, cues);
  const { all, outside, inside, start, isClosed } = words;
  const soundsLike = modeOf(words);
  const isOfNothing = soundsLike === "over" && !hadLately;
  const mode = isOfNothing ? (words.firstOld !== NOWHERE ? "existing" : "unclear") : soundsLike;
  return {
    kind: kindOf(words, soundsLike, turns.length),
    subjects: SUBJECTS.filter(([, subject]) => all.has(subject)).map(([subject]) => subject),
    mode,
    speaksOfCancelling: (all.has(CANCEL) && !all.has(HAD_CANCELLED)) || all.has(CALLED_OFF),
    speaksOfMoving: all.has(MOVING),
    recallsPast: outside.has(BYGONE),
    hintsPast: all.has(BYGONE) || all.has(AFTERWARDS) || all.has(LOST) || all.has(GRIEVANCE),
    soundsNear: all.has(ON_THE_DAY),
    isClosed,
    isGrievance: outside.has(GRIEVANCE) && !outside.has(LOST),
    isUndecided: outside.has(UNDECIDED),
    endsOpen: OPEN_END.test(plainTurns(turns.slice(-ENDING))),
    isTurnedDown: isTurnedDown(turns, cues),
    isSetApart: outside.has(SET_APART),
    isForAnother: all.has(FOR_ANOTHER),
    asksOfBusiness: outside.has(ASKS_OF_BUSINESS),
    isOfSeveral: all.has(OF_SEVERAL),
    isOfAll: all.has(OF_ALL),
    isNotDone: inside.has(NOT_DONE),
    isGeneral: start.has(GENERAL) || start.has(PRICE),
    speaksOfMeeting: all.has(MEETING),
    isPractical: all.has(PRACTICAL),
    speaksOfUnchanged: all.has(UNCHANGED),
    isOtherMatter: all.has(OTHER_MATTER),
  };
}

function modeOf(words: HeardCall): Mode {
  const { all, start, firstOld, isSelling } = words;
  if (all.has(WRONG_NUMBER) || isSelling) return "stray";
  // Whichever is spoken of first: "I have a party on Friday and would like to book another" is about the party.
  const firstNew = start.placeOf(MAKING);
  if ((firstNew !== NOWHERE && firstNew <= firstOld) || start.has(ALSO_MAKING)) return "making";
  if (isOver(words)) return "over";
  if (firstOld !== NOWHERE) return "existing";
  return isArranged(words) ? "making" : "unclear";
}

const isArranged = ({ all, outside, isClosed }: HeardCall): boolean =>
  all.has(ARRANGING) || (isClosed && outside.has(MAKING));

/** Something gone by is what the call is about, and nothing that is to come. */
function isOver(words: HeardCall): boolean {
  const { outside, start } = words;
  const speaksOfOne = outside.has(PRAISE) || outside.has(GRIEVANCE) || outside.has(LOST);
  if (!start.has(BYGONE) && !(outside.has(BYGONE) && speaksOfOne)) return false;
  const opensWithOne = start.has(PRAISE) || start.has(GRIEVANCE) || start.has(LOST);
  const isAhead = opensWithOne
    ? outside.placeOf(BYGONE) >= outside.placeOf(AHEAD)
    : isArranged(words) || start.has(AHEAD);
  return !isAhead && start.placeOf(BYGONE) <= start.placeOf(ON_THE_DAY) && !outside.has(WISHING);
}

const ENDING = 6;
const NOT_DONE =
  /\b(?:we|i) (?:don't|do not|can't|only|just|used to|never)(?: (?:do|have|offer|sell|serve|take|rent|run|carry|host)\b|\W|$)|\b(?:not any ?more|no longer (?:do|offer))\b/;

function isTurnedDown(turns: readonly Turn[], cues: readonly Cues[]): boolean {
  const refused = cues.findLastIndex((cue, i) => turns[i]?.speaker !== "customer" && cue.refuses);
  return refused >= 0 && !cues.some((cue, i) => i > refused && turns[i]?.speaker !== "customer" && cue.closes);
}

function kindOf({ all, outside, start, isSelling }: HeardCall, mode: Mode, turns: number): Kind | null {
  if (turns <= 4 && VOICEMAIL.test(all.text.slice(0, 1500))) return "voicemail";
  if (all.has(WRONG_NUMBER)) return "wrong_number";
  if (isSelling) return "vendor";
  if (mode === "over") return null;
  if (mode !== "making" && outside.has(CANCEL) && !outside.has(NOT_CANCELLING) && !outside.has(HAD_CANCELLED))
    return "cancellation";
  return start.has(ON_THE_DAY) ? "on_the_day" : null;
}
