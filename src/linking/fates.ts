import { around, type Context, NO_CONTEXT } from "./context.js";
import type { Cues } from "./cues.js";
import type { Mention } from "./mention.js";
import type { Mode } from "./purpose.js";
import { replacedBy } from "./replaced.js";
import { DENIED_AFTER, KEPT, NEGATED, REPLACED, STAYS, UNABLE } from "./settle-words.js";
import { type Differ, namedAsReason, unchosen, unmet } from "./wishes.js";

/**
 * What became of something said. `live`: never taken back; `rejected`: denied, refused or replaced; `old`: where a
 * change starts from ("from Friday to Saturday").
 */
export type Stance = "live" | "rejected" | "old";

/** How many turns after something was said it can still be replaced. */
const REACH = 6;

/** What became of each of one facet's mentions, which are given in the order said. */
export class Fates<M extends Mention> {
  readonly stances: Stance[];
  private readonly contexts: readonly Context[];

  constructor(
    private readonly mentions: readonly M[],
    private readonly cues: readonly Cues[],
    private readonly differ: Differ<M>,
    private readonly mode: Mode,
    dropped: ReadonlySet<M>,
  ) {
    this.stances = mentions.map((mention) => (dropped.has(mention) ? "rejected" : "live"));
    this.contexts = mentions.map(around);
    mentions.forEach((mention, i) => {
      this.readOne(mention, i);
    });
    if (mode === "making") this.giveUpWishes();
    else this.leaveAlone();
  }

  isLive(at: number): boolean {
    return this.stances[at] === "live";
  }

  /** Where the last is that was never taken back, of those said until a turn; -1 where there is none. */
  lastLive(untilTurn: number): number {
    return this.mentions.findLastIndex(({ turn }, i) => turn.index <= untilTurn && this.isLive(i));
  }

  /** What one mention does to itself, and to those before it. */
  private readOne(mention: M, at: number): void {
    // "Two instead of ten": what exists is told by what it no longer shall be.
    if (this.mode !== "making" && REPLACED.test(this.contextOf(at).before)) this.reject(at, mention, "old");
    else if (this.isDenied(mention, at)) this.reject(at, mention);
    else this.replaceEarlier(mention, at);
  }

  private isDenied(mention: M, at: number): boolean {
    const { before, after } = this.contextOf(at);
    if (NEGATED.test(before)) return true;
    // "We can't make it on Friday" and "the party isn't happening" name the booking that is spoken of.
    if (this.mode !== "making") return this.cues[mention.turn.index]?.denied === true;
    return UNABLE.test(before) || (!this.isMade(mention) && DENIED_AFTER.test(after));
  }

  /** "Your table at six is booked for you." */
  private isMade({ turn: { index } }: M): boolean {
    return this.cues[index]?.closes === true && !this.cues[index].refuses;
  }

  private replaceEarlier(mention: M, at: number): void {
    for (let j = at - 1; j >= 0; j--) {
      const earlier = this.mentions[j];
      if (earlier === undefined || mention.turn.index - earlier.turn.index > REACH) break;
      if (!this.isLive(j) || !this.differ(earlier, mention)) continue;
      const fate = replacedBy(earlier, mention, this.cues, this.mode);
      if (fate !== null) this.reject(at - 1, earlier, fate);
    }
  }

  private giveUpWishes(): void {
    const { mentions, cues, differ } = this;
    const rejectWhole = (one: M): void => this.reject(mentions.indexOf(one), one);
    namedAsReason(mentions, cues, differ).forEach(rejectWhole);
    for (const offer of unchosen(mentions, differ, (mention) => this.isLive(mentions.indexOf(mention))))
      this.stances[mentions.indexOf(offer)] = "rejected";
    unmet(mentions, cues, differ).forEach(rejectWhole);
  }

  /** "August is fine as is, it's about Friday": what stays as it is was named to be left alone, if another was named too. */
  private leaveAlone(): void {
    const { mentions, differ } = this;
    const left = mentions.filter((mention, i) => {
      const { before, after } = this.contextOf(i);
      return (STAYS.test(after) && !this.isTaken(mention)) || KEPT.test(before);
    });
    const isLeft = (one: M): boolean => left.some((other) => !differ(other, one));
    mentions.forEach((mention, i) => {
      if (!this.isLive(i) || !isLeft(mention)) return;
      if (mentions.some((other, j) => this.isLive(j) && differ(mention, other) && !isLeft(other)))
        this.stances[i] = "rejected";
    });
  }

  /** "I've only got eight." "Eight's fine": what was offered the moment before is taken, not left alone. */
  private isTaken(one: M): boolean {
    return this.mentions.some(
      (other) =>
        other.turn.index === one.turn.index - 1 && other.turn.speaker !== one.turn.speaker && !this.differ(other, one),
    );
  }

  /** Gives all that say this value so, up to a place. */
  private reject(until: number, value: M, stance: Stance = "rejected"): void {
    for (let j = 0; j <= until; j++) {
      const earlier = this.mentions[j];
      if (earlier !== undefined && this.isLive(j) && !this.differ(value, earlier)) this.stances[j] = stance;
    }
  }

  private contextOf(at: number): Context {
    return this.contexts[at] ?? NO_CONTEXT;
  }
}
