import { saidBefore } from "./context.js";
import type { Mention } from "./mention.js";

/** Characters before a day in which what was done on it stands. */
const REACH = 60;

const PEOPLE = "i|we|she|he|they|husband|wife|mom|mum|dad|boss|somebody|someone";
const DEEDS =
  "paid|gave|given|wired|sent|called|rang|rung|phoned|spoke|spoken|emailed|texted|posted|transferred|told|talked|signed|mailed|noticed|heard";

/** What somebody did beside a booking, and right behind it what ends in `end`. */
const doneBefore = (people: string, deeds: string, end: string): RegExp =>
  new RegExp(`\\b(?:${people})(?:'ve|'s| have| has| already| just)* (?:${deeds})\\b[^.?!,]{0,25}${end}`);

const ON_A_DAY = doneBefore(`${PEOPLE}|you`, DEEDS, "\\b(?:on|in|back in) (?:the )?$");
const BESIDE = doneBefore(`${PEOPLE}|you`, `${DEEDS}|booked|asked|ordered|got (?:an? )?\\w+`, "$");

/** "The deposit came through on Monday", "the invoice went out Friday". */
const THINGS =
  "it|that|deposit|payment|balance|check|cheque|money|invoice|contract|form|card|letter|package|email|hundred|dollars|pounds";
const ARRIVED = new RegExp(
  `\\b(?:${THINGS})(?:'s| has)?(?: just| already| all)? (?:came|come|went|gone|got|cleared|arrived)(?: (?:in|through|out|here|back|over))?(?: on)?(?: the)? $`,
);

/** "You'll have it by Sunday", "let me know by the twentieth". */
const DUE = /\b(?:by|no later than)(?: the)? $/;
/** "I'll post it on Monday", "we'll ring you Friday". */
const TO_DO = new RegExp(
  `\\b(?:${PEOPLE}|you)(?:'ll| will|'m going to|'re going to)(?: just| also| probably)* (?:send|post|mail|email|text|ring|call|phone|pay|wire|transfer|put it|do (?:it|that|this)|let \\w+ know|get back)\\b[^.?!,]{0,40}$`,
);

/** "I wired it on Monday", "I'll post it Monday": a day of an errand, and of no booking. */
export const isErrandDay = (mention: Mention): boolean => {
  const before = saidBefore(mention, REACH);
  return ON_A_DAY.test(before) || ARRIVED.test(before) || DUE.test(before) || TO_DO.test(before);
};

/** Also "you told me Monday" and "we booked Monday", where the day may be the booking's: it is told by the way. */
export const isBesideErrand = (mention: Mention): boolean => BESIDE.test(saidBefore(mention, REACH));
