import {
  ACCEPTS,
  CHECKS,
  CLOSES,
  CORRECTS,
  DENIES,
  DENIES_SUBJECT,
  ENTERS,
  OFFERS,
  PARTS,
  REFUSES,
  TURNS_AWAY,
  WANTS_OTHER,
} from "./cue-words.js";
import type { Turn } from "./lexemes.js";

const withoutQuestions = (text: string): string =>
  text
    .split(SENTENCE_END)
    .filter((sentence) => !sentence.endsWith("?"))
    .join("");
const SENTENCE_END = /(?<=[.?!])/;
/** "Is there anything else?" is no guess. */
const ASKS_FOR_MORE = /\b(?:any(?:thing|one|body)?|else)\b/;
/** A guess is short; of a longer turn nobody can tell what is denied. */
const LONGEST_GUESS = 16;

/**
 * What a turn does to what was said before it: accepts, corrects, refuses, looks for something else, or closes the
 * booking. Words of English conversation, none of any trade. Each is looked for when it is first asked for: of most turns
 * hardly any is.
 */
export class Cues {
  private readonly known: Partial<Record<Asked, boolean>> = {};
  private readonly places: Partial<Record<Placed, number | null>> = {};
  private heard: string | null = null;

  /** `next` is the turn after it. */
  constructor(
    private readonly turn: Turn,
    private readonly next: Turn | undefined,
  ) {}

  get accepts(): boolean {
    this.known.accepts ??= ACCEPTS.test(this.text);
    return this.known.accepts;
  }

  get corrects(): boolean {
    this.known.corrects ??= CORRECTS.test(this.text);
    return this.known.corrects;
  }

  get refuses(): boolean {
    this.known.refuses ??= REFUSES.test(this.text);
    return this.known.refuses;
  }

  get wantsOther(): boolean {
    this.known.wantsOther ??= this.turn.speaker !== "agent" && WANTS_OTHER.test(this.text);
    return this.known.wantsOther;
  }

  get closes(): boolean {
    this.known.closes ??= this.isClosing();
    return this.known.closes;
  }

  get checks(): boolean {
    this.known.checks ??= CHECKS.test(this.text);
    return this.known.checks;
  }

  /** The agent's guess, which the other side denies at once: "for the lunch?" "No, …" */
  get denied(): boolean {
    this.known.denied ??= this.isDenied();
    return this.known.denied;
  }

  /** Where in the turn it says that what was spoken of so far is not what the call is about, and goes on; else null. */
  get turnsAwayAt(): number | null {
    if (this.places.turnsAwayAt === undefined) this.places.turnsAwayAt = TURNS_AWAY.exec(this.text)?.index ?? null;
    return this.places.turnsAwayAt;
  }

  /** Where it begins to say goodbye with when they meet: "I'll see you Saturday for the cider". */
  get partsAt(): number | null {
    if (this.places.partsAt === undefined) this.places.partsAt = PARTS.exec(this.text)?.index ?? null;
    return this.places.partsAt;
  }

  /** "Oh no, I'm so sorry" corrects nothing. */
  private get text(): string {
    this.heard ??= this.turn.plain.replace(/\boh,? no\b/g, "oh");
    return this.heard;
  }

  private isClosing(): boolean {
    const { text } = this;
    // "You're all set for eight. Anything else?"
    const stated = text.includes("?") ? withoutQuestions(text) : text;
    const isClosed = CLOSES.test(stated) || (this.turn.speaker !== "customer" && ENTERS.test(stated));
    return isClosed && !OFFERS.test(stated) && (!this.refuses || /\b(?:but|however)\b/.test(text));
  }

  private isDenied(): boolean {
    const { turn, next } = this;
    return (
      turn.speaker === "agent" &&
      next !== undefined &&
      next.speaker !== "agent" &&
      !ASKS_FOR_MORE.test(this.text) &&
      (DENIES_SUBJECT.test(next.plain) ||
        (turn.lexemes.filter(({ kind }) => kind !== "pause").length <= LONGEST_GUESS && DENIES.test(next.plain)))
    );
  }
}

type Asked = "accepts" | "corrects" | "refuses" | "wantsOther" | "closes" | "checks" | "denied";
type Placed = "turnsAwayAt" | "partsAt";
