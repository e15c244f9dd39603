import { type Dwelling, dwellingOf } from "./dwelling.js";
import type { Mention } from "./mention.js";
import type { OwnBookings } from "./own-bookings.js";
import { readPointings } from "./pointing.js";
import { speaksOfPast } from "./purpose-signals.js";
import { plain, type Signal } from "./signal.js";
import type { Talk } from "./talk.js";

/** What a call dwelt on, was said to be about, or only touched, of one customer's bookings. */
export class DwellingSignals {
  private readonly dwelling: Dwelling;
  /** Those that a call may be about. */
  private readonly inPlay: readonly number[];

  constructor(
    own: OwnBookings,
    private readonly talk: Talk,
  ) {
    this.inPlay = [...own.upcoming, ...own.lately, ...(talk.purpose.speaksOfCancelling ? own.calledOff : [])];
    this.dwelling = dwellingOf(own, talk, pointingsIn(talk, own), this.inPlay);
  }

  /** Whether the call dwelt on words that only this booking has. */
  isTold(index: number): boolean {
    return (this.dwelling.words[index]?.size ?? 0) > 0 && this.shareOf(index) >= MUCH;
  }

  of(index: number): Signal[] {
    return [
      ...this.sharing(index),
      ...this.beginning(index),
      ...this.wording(index),
      ...(this.talk.purpose.mode === "making" ? [] : this.leaving(index)),
      ...told("pointed_at", this.dwelling.pointed.get(index), "it was told by how it stands to the others"),
      ...told("named", this.dwelling.named.get(index), "it was said to be what the call is about"),
      ...told("opened", this.dwelling.first.get(index), "the caller spoke of it first"),
    ];
  }

  private shareOf(index: number): number {
    return this.dwelling.shares[index] ?? 0;
  }

  private sharing(index: number): Signal[] {
    const share = this.shareOf(index);
    if (share <= 0) return [];
    const isMost = share > 0.3 && this.dwelling.shares.every((other, i) => i === index || share > 1.5 * other);
    const dwelt = plain("dwelt", "the talk dwelt on it", share);
    return isMost ? [dwelt, plain("dwelt_most", "the talk dwelt on it most")] : [dwelt];
  }

  private beginning(index: number): Signal[] {
    const { begun, turns } = this.dwelling;
    const here = begun[index] ?? null;
    const hadOther = turns >= LONG || begun.some((turn) => turn !== null && turn < 0.4 * turns);
    return here !== null && here >= 0.6 * turns && hadOther
      ? [plain("late_only", "it was first spoken of near the end")]
      : [];
  }

  private wording(index: number): Signal[] {
    const { words } = this.dwelling;
    const own = words[index]?.size ?? 0;
    const [word] = words[index]?.values() ?? [];
    const isOfAnother = own === 0 && words.some((others, i) => i !== index && others.size > 0);
    return [
      ...told("word_said", word, "a word was said that only this booking has"),
      ...(own > 1 ? [plain("words_said", "several words were said that only this booking has")] : []),
      ...(isOfAnother ? [plain("word_other", "words were said that only another booking has")] : []),
      ...told("set_apart", this.setApart(index), "it was only named to set it apart"),
    ];
  }

  /** Of a booking that exists: whether it, or another, was said to stay as it is. */
  private leaving(index: number): Signal[] {
    const alone = told("left_alone", this.dwelling.kept.get(index), "it was said to stay as it is");
    const others = this.inPlay.filter((i) => i !== index);
    if (this.isLeft(index) || !others.some((i) => this.isLeft(i))) return alone;
    return others.every((i) => this.isLeft(i))
      ? [...alone, plain("others_left", "all others were said to stay as they are")]
      : [...alone, plain("other_left", "another was said to stay as it is")];
  }

  private isLeft(index: number): boolean {
    return this.dwelling.kept.has(index) || this.setApart(index) !== null;
  }

  /** Where a booking was named only to set it apart; null where it was not, or was dwelt on. */
  private setApart(index: number): Mention | null {
    return this.shareOf(index) < LITTLE ? (this.dwelling.setApart[index] ?? null) : null;
  }
}

/** Of what a call is about this share of it or more is spent on. */
const MUCH = 0.4;
/** And on what is only named, less than this. */
const LITTLE = 0.1;
/** In a call of so many turns something was spoken of before what comes near its end. */
const LONG = 8;

const told = (name: string, mention: Mention | null | undefined, detail: string): Signal[] =>
  mention == null ? [] : [{ name, value: 1, detail, mention }];

/** At bookings to come; and at those gone by, where one of them may be meant. */
function pointingsIn(talk: Talk, own: OwnBookings) {
  const isOfGone = talk.purpose.mode !== "making" && (own.upcoming.size <= 1 || speaksOfPast(talk.purpose));
  return [...readPointings(talk, own, own.upcoming), ...(isOfGone ? readPointings(talk, own, own.lately) : [])];
}
