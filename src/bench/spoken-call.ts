import type { Dice } from "./dice.js";
import type { Vocabulary } from "./vocabulary.js";

export interface Subject {
  readonly customerName: string;
  readonly eventAt: Date;
  readonly guestCount: number;
  readonly title: string;
}

export interface Turn {
  readonly speaker: "customer" | "agent";
  readonly text: string;
  /** Seconds from the start of the recording. */
  readonly start: number;
  readonly end: number;
  /** As the database would find it to be; what sounds like it by accident is left out. */
  readonly tells: "preference" | "promise" | null;
}

const WORDS_PER_SECOND = 2.6;
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
// biome-ignore format: a list
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const AGENTS = ["Sam", "Maria", "Kevin", "Alicia"];
const PREFERENCES = [
  "My daughter is allergic to shellfish, so please keep the shrimp apart.",
  "We always prefer to sit outside when the weather allows it.",
  "My husband is vegetarian, he would rather have the tofu.",
  "Please call me in the evening, I never hear my phone at work.",
];
const PROMISES = [
  "I will send you the updated invoice this afternoon.",
  "We'll make sure that the second grill is there.",
  "I'll call you back as soon as the chef has answered.",
  "I will confirm the tables and chairs by email.",
];
/** How much of a talk is made of phrases: what people say on the phone is said again and again. */
const PHRASED = 0.75;
const LEAST_WORDS = 150;
const MOST_WORDS = 1_500;
const USUAL_WORDS = 380;

/** From 150 to 1,500 words; half of all calls have fewer than 380 (log-normal), the mean is about 450. */
export function callLength(dice: Dice): number {
  const normal = Math.sqrt(-2 * Math.log(1 - dice.unit())) * Math.cos(2 * Math.PI * dice.unit());
  return Math.round(Math.min(MOST_WORDS, Math.max(LEAST_WORDS, USUAL_WORDS * Math.exp(0.6 * normal))));
}

/**
 * A talk of about `words` words: the customer says who it is and which event it is about, and then both say anything, in
 * words as frequent as words are. What is said of a date, a weekday or a number of people in the rest is accident.
 */
export function speakCall(dice: Dice, vocabulary: Vocabulary, subject: Subject | null, words: number): Turn[] {
  const turns: Turn[] = [];
  let [spoken, at] = [0, 0.4];
  const say = (speaker: Turn["speaker"], text: string, tells: Turn["tells"] = null): void => {
    const count = text.split(" ").length;
    const end = at + count / WORDS_PER_SECOND;
    turns.push({ speaker, text, start: tenth(at), end: tenth(end), tells });
    spoken += count;
    at = end + 0.5;
  };
  say("agent", `Thank you for calling Ember and Steel, this is ${dice.pick(AGENTS)}, how can I help you?`);
  if (subject === null) say("customer", "Hello, I have never called before, I only have a question.");
  else {
    const { customerName, eventAt, guestCount, title } = subject;
    say("customer", `Hi, this is ${customerName}, I am calling about the ${title.toLowerCase()} on ${dayOf(eventAt)}.`);
    say("agent", `Let me see. Yes, the ${title.toLowerCase()}, I have it here for ${guestCount} guests.`);
    say("customer", `Right, there will be ${guestCount} of us.`);
  }
  while (spoken < words - 12) {
    if (dice.chance(0.02)) say("customer", dice.pick(PREFERENCES), "preference");
    else if (dice.chance(0.03)) say("agent", dice.pick(PROMISES), "promise");
    else say(turns.length % 2 === 0 ? "agent" : "customer", sentence(dice, vocabulary));
  }
  say("agent", "Thank you for calling, and have a lovely day.");
  return turns;
}

/** As the program stores it beside the turns. */
export const transcriptOf = (turns: readonly Turn[]): string =>
  turns.map(({ speaker, text }) => `${speaker === "agent" ? "Agent" : "Customer"}: ${text}`).join("\n");

function sentence(dice: Dice, vocabulary: Vocabulary): string {
  const pieces = 1 + Math.floor(9 * dice.unit() ** 2);
  let text = vocabulary.phrase(dice);
  for (let piece = 1; piece < pieces; piece += 1) {
    const next = dice.chance(PHRASED) ? vocabulary.phrase(dice) : vocabulary.word(dice);
    text += (dice.chance(0.1) ? ", " : " ") + next;
  }
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** "Saturday, June 14": by a zone eight hours behind, in which no event of the bench is near midnight in summer either. */
function dayOf(eventAt: Date): string {
  const local = new Date(eventAt.getTime() - 8 * 3_600_000);
  return `${DAYS[local.getUTCDay()]}, ${MONTHS[local.getUTCMonth()]} ${local.getUTCDate()}`;
}

const tenth = (seconds: number): number => Math.round(seconds * 10) / 10;
