import { type Facet, facetSignals, nameOf, type Telling, tellingsBut } from "./facet-signals.js";
import type { BookingFacts } from "./facts.js";
import type { OwnBookings } from "./own-bookings.js";
import type { Said } from "./settle.js";
import { settle } from "./settle.js";
import type { Signal } from "./signal.js";
import type { Talk } from "./talk.js";
import { ends } from "./talk.js";
import type { TitleMention, TitleWords } from "./title-mentions.js";
import { isNameAlone, placeOf, readTitles, WHOLE, weighTitles, withoutWords } from "./title-mentions.js";

const OF_TITLE = tellingsBut("first", "near");
const OF_PLACE: readonly Telling[] = ["said", "last", "closing", "other_closing", "aside"];

/** A title or place, with its index among those looked for. */
interface Named {
  readonly title: number;
  readonly text: string;
}

const namedFacet = (name: "title" | "place", tells: readonly Telling[]): Facet<TitleMention, Named> => ({
  name,
  fit: (mention, { title }) => (mention.title === title ? "exact" : "no"),
  binds: () => true,
  words: ({ text }) => `"${text.trim()}"`,
  tells,
});
const NAMED = { title: namedFacet("title", OF_TITLE), place: namedFacet("place", OF_PLACE) };

/** What of a booking is looked for in a call. */
interface Sought {
  readonly textOf: (booking: BookingFacts) => string;
  /** Where the same words may stand, too: they tell less. */
  readonly elsewhereOf: (booking: BookingFacts) => string;
  /** The least share of a text that names it. */
  readonly leastShare: number;
  /** Words that stand in all of several texts name none of them. */
  readonly apartOnly: boolean;
}

export const titlesIn = (talk: Talk, own: OwnBookings): Subjects =>
  new Subjects(talk, own, {
    textOf: ({ title }) => title ?? "",
    elsewhereOf: (booking) => `${placeOf(booking)} ${[...own.ownWords].join(" ")}`,
    leastShare: talk.purpose.mode === "making" ? 0.5 : 0.35,
    apartOnly: false,
  });

export const placesIn = (talk: Talk, own: OwnBookings): Subjects =>
  new Subjects(talk, own, {
    textOf: (booking) => withoutWords(placeOf(booking), own.ownWords),
    elsewhereOf: () => "",
    leastShare: 0.2,
    apartOnly: true,
  });

function withoutShared(texts: readonly TitleWords[]): readonly TitleWords[] {
  const [first, ...others] = texts.filter(({ words }) => words.size > 0);
  if (first === undefined || others.length === 0) return texts;
  const shared = [...first.words.keys()].filter((word) => others.every(({ words }) => words.has(word)));
  if (shared.length === 0) return texts;
  return texts.map((text) => {
    const words = new Map([...text.words].filter(([word]) => !shared.includes(word)));
    return { ...text, words, weight: [...words.values()].reduce((sum, weight) => sum + weight, 0) };
  });
}

/** Tellings of what was said instead. */
const OF_ANOTHER = /_(?:conflict|other_\w+)$/;

/** Titles or places of a customer's bookings, looked for in the call once. */
export class Subjects {
  private readonly index: readonly number[];
  private readonly said: readonly Said<TitleMention>[];
  private readonly texts: readonly string[];

  constructor(talk: Talk, { bookings, world }: OwnBookings, { textOf, elsewhereOf, leastShare, apartOnly }: Sought) {
    const places = new Map<string, number>();
    this.index = bookings.map((booking) => {
      const text = textOf(booking);
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      return place;
    });
    this.texts = [...places.keys()];
    // All of them are in the world: where it has no more, nobody else's text need be looked at.
    const others = world.length === bookings.length ? [] : world.map(textOf).filter((text) => !places.has(text));
    const weighed = weighTitles([...this.texts, ...new Set(others)], [...new Set(bookings.map(elsewhereOf))]).slice(
      0,
      this.texts.length,
    );
    const named = apartOnly
      ? readTitles(talk.words, withoutShared(weighed), leastShare).filter(({ turn }) => !isNameAlone(turn))
      : readTitles(talk.words, weighed, leastShare);
    const mentions = ends(named);
    const differ = (a: TitleMention, b: TitleMention): boolean => a.title !== b.title;
    this.said = settle(mentions, { cues: talk.cues, mode: talk.purpose.mode, differ });
  }

  signals(facet: "title" | "place", bookingIndex: number): Signal[] {
    const title = this.index[bookingIndex];
    const text = title === undefined ? "" : (this.texts[title] ?? "");
    if (title === undefined || text.trim() === "") return [];
    const said = facetSignals(NAMED[facet], this.said, { title, text });
    const share = this.shareSaid(title);
    if (share === null) {
      return facet === "place"
        ? said
        : [...said, { name: "title_unsaid", value: 1, detail: `"${text.trim()}" was not named`, mention: null }];
    }
    const name = nameOf(facet, "said");
    const sharing = said.map((signal) => (signal.name === name ? { ...signal, value: share } : signal));
    return share > WHOLE
      ? sharing
      : sharing.map((signal) =>
          OF_ANOTHER.test(signal.name) ? signal : { ...signal, detail: `part of ${signal.detail}` },
        );
  }

  /** The most of a title that was said at once; null where it was not named. */
  private shareSaid(title: number): number | null {
    let most: number | null = null;
    for (const { mention } of this.said)
      if (mention.title === title && mention.share > (most ?? 0)) most = mention.share;
    return most;
  }
}
