/** A text that is asked about many times whether, and where, it has any of some phrases: each is looked for once. */
export class HeardText {
  private readonly places = new Map<RegExp, number>();

  constructor(readonly text: string) {}

  has(words: RegExp): boolean {
    return this.placeOf(words) !== NOWHERE;
  }

  /** The first place of any of the phrases; `NOWHERE` where there is none. */
  placeOf(words: RegExp): number {
    const known = this.places.get(words);
    if (known !== undefined) return known;
    const place = words.exec(this.text)?.index ?? NOWHERE;
    this.places.set(words, place);
    return place;
  }
}

export const NOWHERE = Number.POSITIVE_INFINITY;
