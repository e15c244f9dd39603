import type { Cues } from "./cues.js";
import { HeardText, NOWHERE } from "./heard-text.js";
import type { Turn } from "./lexemes.js";
import { AFTERWARDS, AHEAD, ALSO_MAKING, ARRANGING, BYGONE, MAKING, OURS } from "./mode-words.js";
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
import { plainSpeech } from "./plain-speech.js";
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
  VENDOR,
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

const LONGEST = 60_000;
/** Callers say what they want in their first breaths. */
const OPENING = 350;

/** `hadLately`: whether anything of theirs took place in the weeks before; without that no call is about it. */
export function readPurpose(turns: readonly Turn[], cues: readonly Cues[], hadLately: boolean): Purpose {
  const all = new HeardText(plain(turns));
  const outside = new HeardText(plain(turns.filter((turn) => turn.speaker !== "agent")));
  const inside = new HeardText(plain(turns.filter((turn) => turn.speaker !== "customer")));
  const start = new HeardText(isRungUp(turns) ? all.text.slice(0, OPENING) : startOf(all.text, outside.text));
  const isClosed = turns.some((turn, i) => turn.speaker !== "customer" && cues[i]?.closes === true);

  // Whichever is spoken of first: "I have a party on Friday and would like to book another" is about the party.
  const firstNew = start.placeOf(MAKING);
  const firstOld = Math.min(start.placeOf(OURS), start.placeOf(ON_THE_DAY), start.placeOf(CANCEL));
  const isMaking = (firstNew !== NOWHERE && firstNew <= firstOld) || start.has(ALSO_MAKING);
  const isArranged = (): boolean => all.has(ARRANGING) || (isClosed && outside.has(MAKING));
  const recalls = start.has(PRAISE) || start.has(GRIEVANCE) || start.has(LOST);
  const isBygone = (): boolean =>
    start.has(BYGONE) || (outside.has(BYGONE) && (outside.has(PRAISE) || outside.has(GRIEVANCE) || outside.has(LOST)));
  const isOver =
    !isMaking &&
    isBygone() &&
    (recalls ? outside.placeOf(BYGONE) < outside.placeOf(AHEAD) : !isArranged() && !start.has(AHEAD)) &&
    start.placeOf(BYGONE) <= start.placeOf(ON_THE_DAY) &&
    !outside.has(WISHING);
  // Who complains of what was asks for whoever is in charge, too.
  const recallsOne = outside.has(BYGONE) && (outside.has(GRIEVANCE) || outside.has(PRAISE));
  const isSelling = outside.has(VENDOR) && !isClosed && !recallsOne;
  const isStray = all.has(WRONG_NUMBER) || isSelling;
  const soundsLike: Mode = isStray
    ? "stray"
    : isMaking
      ? "making"
      : isOver
        ? "over"
        : firstOld !== NOWHERE
          ? "existing"
          : isArranged()
            ? "making"
            : "unclear";
  const isOfNothing = soundsLike === "over" && !hadLately;
  const mode: Mode = isOfNothing ? (firstOld !== NOWHERE ? "existing" : "unclear") : soundsLike;
  const kind = kindOf({ all, outside, start, mode: soundsLike, isSelling, turns: turns.length });
  const subjects = SUBJECTS.filter(([, words]) => all.has(words)).map(([subject]) => subject);
  return {
    kind,
    subjects,
    mode,
    speaksOfCancelling: (all.has(CANCEL) && !all.has(HAD_CANCELLED)) || all.has(CALLED_OFF),
    speaksOfMoving: all.has(MOVING),
    recallsPast: outside.has(BYGONE),
    hintsPast: all.has(BYGONE) || all.has(AFTERWARDS) || all.has(LOST) || all.has(GRIEVANCE),
    soundsNear: all.has(ON_THE_DAY),
    isClosed,
    isGrievance: outside.has(GRIEVANCE) && !outside.has(LOST),
    isUndecided: outside.has(UNDECIDED),
    endsOpen: OPEN_END.test(plain(turns.slice(-ENDING))),
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

const ENDING = 6;
const NOT_DONE =
  /\b(?:we|i) (?:don't|do not|can't|only|just|used to|never)(?: (?:do|have|offer|sell|serve|take|rent|run|carry|host)\b|\W|$)|\b(?:not any ?more|no longer (?:do|offer))\b/;

function isTurnedDown(turns: readonly Turn[], cues: readonly Cues[]): boolean {
  const refused = cues.findLastIndex((cue, i) => turns[i]?.speaker !== "customer" && cue.refuses);
  return refused >= 0 && !cues.some((cue, i) => i > refused && turns[i]?.speaker !== "customer" && cue.closes);
}

/** The business rang, and says why. */
const isRungUp = (turns: readonly Turn[]): boolean =>
  turns.slice(0, RUNG_WITHIN).some(({ speaker, plain }) => speaker === "agent" && RINGS.test(plain));
const RUNG_WITHIN = 3;
const RINGS =
  /(?<!for )\b(?:calling|ringing|phoning|following up|checking in|reaching out|just confirming|wanted to (?:check|confirm|ask|see|let you))\b/;

/** The caller's first words; everybody's where the caller said next to nothing. */
function startOf(all: string, outside: string): string {
  const opening = (outside.length > 25 || outside.length === all.length ? outside : all).slice(0, OPENING);
  return hasMoreWords(outside, 12) ? opening : all.slice(0, OPENING);
}

/** As `text.split(/\s+/).length > count`, without splitting an hour's talk. */
function hasMoreWords(text: string, count: number): boolean {
  const spaces = /\s+/g;
  for (let left = count; left > 0; left--) if (spaces.exec(text) === null) return false;
  return true;
}

interface Words {
  readonly all: HeardText;
  readonly outside: HeardText;
  readonly start: HeardText;
  readonly mode: Mode;
  readonly isSelling: boolean;
  readonly turns: number;
}

function kindOf({ all, outside, start, mode, isSelling, turns }: Words): Kind | null {
  if (turns <= 4 && VOICEMAIL.test(all.text.slice(0, 1500))) return "voicemail";
  if (all.has(WRONG_NUMBER)) return "wrong_number";
  if (isSelling) return "vendor";
  if (mode === "over") return null;
  if (mode !== "making" && outside.has(CANCEL) && !outside.has(NOT_CANCELLING) && !outside.has(HAD_CANCELLED))
    return "cancellation";
  return start.has(ON_THE_DAY) ? "on_the_day" : null;
}

/** The turns in plain speech, so far as they are read. */
function plain(turns: readonly Turn[]): string {
  const length = turns.reduce((sum, { text }) => sum + text.length + 1, -1);
  const speech =
    length <= LONGEST
      ? turns.map((turn) => turn.plain).join("\n")
      : plainSpeech(
          turns
            .map(({ text }) => text)
            .join("\n")
            .slice(0, LONGEST),
        );
  return speech.replace(/\bi a m\b/g, "i'm");
}
