/** A unit with everything that is looked for in its place. */
export interface Reading {
  /** Each a word, or words beside each other. */
  readonly spellings: readonly string[];
  /** What the index of words is asked in their place: every call that says one of them satisfies it. */
  readonly indexed: string;
  /** Whether a call that satisfies `indexed` must be read to be known. */
  readonly mustBeRead: boolean;
  /** Words beside each other, where nothing else will do. */
  readonly phrase: Phrase | null;
  readonly expected: number;
  readonly weight: number;
  readonly isUnsaid: boolean;
  /** Of a number that is looked for in a word and in words beside each other: as it is written alone. */
  readonly asWritten: Reading | null;
}

/** What the index of word pairs finds. */
export interface Phrase {
  readonly spelling: string;
  /** Its rarest word, as an operand: beside the pairs another leaves out next to no call, and costs as much as they do. */
  readonly rarest: string;
}

/** A day in figures is as many units as there are ways to say it, and tells no more than one of them. */
export function onePerTyped(read: readonly { readonly typed: string; readonly reading: Reading | null }[]): Reading[] {
  return [...Map.groupBy(read, ({ typed }) => typed).values()].flatMap((alike) => {
    const readings = alike.map(({ reading }) => reading).filter((reading) => reading !== null);
    const [first, ...others] = readings;
    if (first === undefined || others.length === 0) return readings;
    return {
      spellings: [...new Set(readings.flatMap(({ spellings }) => spellings))],
      indexed: `(${readings.map(({ indexed }) => indexed).join(" | ")})`,
      mustBeRead: readings.some(({ mustBeRead }) => mustBeRead),
      phrase: null,
      expected: readings.reduce((sum, { expected }) => sum + expected, 0),
      weight: Math.min(...readings.map(({ weight }) => weight)),
      isUnsaid: readings.every(({ isUnsaid }) => isUnsaid),
      asWritten: null,
    };
  });
}
