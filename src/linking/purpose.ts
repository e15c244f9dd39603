import type { Cues } from "./cues.js";
import type { Turn } from "./lexemes.js";
import { AHEAD, ALSO_MAKING, ARRANGING, BYGONE, MAKING, OURS } from "./mode-words.js";
import {
  CANCEL,
  CHANGE,
  GENERAL,
  GRIEVANCE,
  LOST,
  NOT_CANCELLING,
  ON_THE_DAY,
  PRAISE,
  PRICE,
  RESCHEDULE,
  UNDECIDED,
  VENDOR,
  VOICEMAIL,
  WRONG_NUMBER,
} from "./purpose-words.js";

/** What a call was for. */
export type Intent =
  | "new_booking"
  | "change"
  | "reschedule"
  | "cancellation"
  | "enquiry"
  | "on_the_day"
  | "feedback"
  | "complaint"
  | "quote"
  | "vendor"
  | "wrong_number"
  | "voicemail"
  | "other";

/** What was found in the words of a call, whichever booking it is about. */
export interface Purpose {
  readonly intent: Intent;
  /** Subjects, most telling first. */
  readonly topics: readonly string[];
  /**
   * `making`: a booking is looked for or made, and all of it is said; `existing`: one that exists is spoken of, and only
   * as much is said as tells it apart; `over`: one that took place; `unclear`: nothing tells;
   * `stray`: the call was not for this business's bookings at all.
   */
  readonly mode: Mode;
  /** A booking was made or changed in the call. */
  readonly isClosed: boolean;
  /** Nothing was decided: "let me get back to you". */
  readonly isUndecided: boolean;
}

export type Mode = "making" | "existing" | "over" | "unclear" | "stray";

const SUBJECTS: readonly (readonly [string, RegExp])[] = [
  [
    "guest_count",
    /\b(?:guest count|head ?count|how many (?:people|guests)|more (?:people|guests)|people|guests|adults|kids|party of|tickets?)\b/,
  ],
  [
    "menu",
    /\b(?:menu|protein|proteins|steak|filet|chicken|shrimp|lobster|salmon|scallops?|tofu|noodles|rice|appetizers?|dessert|cake|food|vegetarian|vegan|sushi)\b/,
  ],
  [
    "dietary",
    /\b(?:allerg\w*|gluten|celiac|shellfish|peanuts?|nuts?|vegetarian|vegan|kosher|halal|dairy|lactose|dietary)\b/,
  ],
  [
    "payment",
    /\b(?:deposit|invoice|payment|pay|paid|card|charge[ds]?|refund|balance|tip|gratuity|receipt|venmo|zelle)\b/,
  ],
  ["location", /\b(?:address|located|location|directions|parking|park|venue|gate code|backyard|indoors?|outdoors?)\b/],
  ["weather", /\b(?:weather|rain(?:ing|s)?|tent|storm|wind|heat)\b/],
  ["lost_item", LOST],
  ["arrival", ON_THE_DAY],
  ["price", PRICE],
];

const LONGEST = 60_000;
/** Callers say what they want in their first breaths. */
const OPENING = 350;

export function readPurpose(turns: readonly Turn[], cues: readonly Cues[]): Purpose {
  const all = plain(turns);
  const outside = plain(turns.filter((turn) => turn.speaker !== "agent"));
  const opening = (outside.length > 25 || outside.length === all.length ? outside : all).slice(0, OPENING);
  const start = outside.split(/\s+/).length > 12 ? opening : all.slice(0, OPENING);
  const isClosed = turns.some((turn, i) => turn.speaker !== "customer" && cues[i]?.closes === true);

  // Whichever is spoken of first: "I have a party on Friday and would like to book another" is about the party.
  const firstNew = placeOf(MAKING, start);
  const firstOld = Math.min(placeOf(OURS, start), placeOf(ON_THE_DAY, start), placeOf(CANCEL, start));
  const isMaking = (firstNew !== NOWHERE && firstNew <= firstOld) || ALSO_MAKING.test(start);
  const recalls = PRAISE.test(start) || GRIEVANCE.test(start) || LOST.test(start);
  const isAltered = CHANGE.test(outside) || RESCHEDULE.test(outside);
  const isArranged = ARRANGING.test(all) || (isClosed && (MAKING.test(outside) || !isAltered));
  const isBygone =
    BYGONE.test(start) ||
    (BYGONE.test(outside) && (PRAISE.test(outside) || GRIEVANCE.test(outside) || LOST.test(outside)));
  const isOver =
    !isMaking &&
    isBygone &&
    (recalls ? placeOf(BYGONE, outside) < placeOf(AHEAD, outside) : !isArranged && !AHEAD.test(start)) &&
    !ON_THE_DAY.test(start);
  const isStray = WRONG_NUMBER.test(all) || (VENDOR.test(outside) && !isClosed);
  const mode = isStray
    ? "stray"
    : isMaking
      ? "making"
      : isOver
        ? "over"
        : firstOld !== NOWHERE
          ? "existing"
          : isArranged
            ? "making"
            : "unclear";
  const intent = intentOf({ all, outside, start, mode, isClosed, turns: turns.length });
  const topics = SUBJECTS.filter(([, words]) => words.test(all)).map(([subject]) => subject);
  return {
    intent,
    topics: intent === "other" ? topics : [intent, ...topics],
    mode,
    isClosed,
    isUndecided: UNDECIDED.test(outside),
  };
}

interface Words {
  readonly all: string;
  readonly outside: string;
  readonly start: string;
  readonly mode: Purpose["mode"];
  readonly isClosed: boolean;
  readonly turns: number;
}

function intentOf({ all, outside, start, mode, isClosed, turns }: Words): Intent {
  if (VOICEMAIL.test(all.slice(0, 1500)) && turns <= 4) return "voicemail";
  if (WRONG_NUMBER.test(all)) return "wrong_number";
  if (VENDOR.test(outside) && !isClosed) return "vendor";
  if (mode === "over") return GRIEVANCE.test(outside) && !LOST.test(outside) ? "complaint" : "feedback";
  if (mode !== "making" && CANCEL.test(outside) && !NOT_CANCELLING.test(outside)) return "cancellation";
  if (ON_THE_DAY.test(start)) return "on_the_day";
  if (mode !== "making" && RESCHEDULE.test(outside)) return "reschedule";
  if (mode !== "making" && CHANGE.test(outside)) return "change";
  if (mode === "existing") return "enquiry";
  if (!isClosed && (PRICE.test(outside) || UNDECIDED.test(outside) || GENERAL.test(outside))) return "quote";
  return mode === "making" || isClosed ? "new_booking" : "other";
}

const plain = (turns: readonly Turn[]): string =>
  turns
    .map((turn) => turn.text)
    .join("\n")
    .slice(0, LONGEST)
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/\bi a m\b/g, "i'm");

const NOWHERE = Number.POSITIVE_INFINITY;
const placeOf = (words: RegExp, text: string): number => words.exec(text)?.index ?? NOWHERE;
