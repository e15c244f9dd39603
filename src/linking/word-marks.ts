import { ForgetfulMap } from "../forgetful-map.js";
import { isOfOtherAddress } from "./addresses.js";
import type { BookingFacts } from "./facts.js";
import { figuresOf, isIdea, rootOf } from "./kindred-words.js";
import type { Mark } from "./marks.js";
import type { OwnBookings } from "./own-bookings.js";
import type { SaidWords } from "./said-words.js";
import { isGreeting, isNameAlone, wordsOf } from "./title-mentions.js";

/** Words of titles, venues and notes that only some of the bookings have, by their roots, and sums of money. */
export function wordMarks({ bookings, world, ownWords }: OwnBookings, said: SaidWords): Mark[] {
  const holders = new Map<string, number[]>();
  bookings.forEach((booking, i) => {
    for (const root of rootsOf(booking, ownWords)) {
      const fits = holders.get(root);
      if (fits === undefined) holders.set(root, [i]);
      else fits.push(i);
    }
  });
  // Of several bookings they tell each other apart, whatever anybody else has.
  const others =
    bookings.length === 1
      ? world.filter((booking) => booking !== bookings[0]).map((booking) => new Set(rootsOf(booking)))
      : [];
  const common = (root: string): boolean =>
    others.length > 0 && !isIdea(root) && others.filter((bag) => bag.has(root)).length * 2 >= others.length;
  return [...holders]
    .filter(([root, fits]) => (fits.length < bookings.length || bookings.length === 1) && !common(root))
    .flatMap(([root, fits]) =>
      said
        .placesOfRoot(root)
        // "The 50th" is said as such; "fifty" is something else.
        .filter(({ turn, at }) => !isGreeting(turn) && (!/^\d\d$/.test(root) || turn.lexemes[at]?.kind === "ordinal"))
        .filter(({ turn }) => !isNameAlone(turn) || !fits.every((i) => isOfVenueAlone(root, bookings[i])))
        .filter((place) => !isOfOtherAddress(place, () => fits.map((i) => textOf(bookings[i])).join("\n")))
        .map(({ turn, at }): Mark => ({ turn, from: at, to: at + 1, fits, weight: 1 / fits.length, root })),
    );
}

/** The customer's own name in a note tells nothing: they say it in every call. */
function rootsOf(booking: BookingFacts, ownWords: ReadonlySet<string> = NO_WORDS): readonly string[] {
  const { words, roots, figures } = textRootsOf(textOf(booking));
  const own = words.some((word) => ownWords.has(word)) ? roots.filter((_, i) => !ownWords.has(words[i] ?? "")) : roots;
  return [...new Set([...own, ...figures])];
}

/** In notes stands who does it, too, and they say who they are. */
const isOfVenueAlone = (root: string, booking: BookingFacts | undefined): boolean =>
  ![booking?.title, booking?.notes].some((text) => textRootsOf(text ?? "").roots.includes(root));

interface TextRoots {
  /** The words that have a root worth looking for, and each one's root. */
  readonly words: readonly string[];
  readonly roots: readonly string[];
  readonly figures: readonly string[];
}

function textRootsOf(text: string): TextRoots {
  const known = textRoots.get(text);
  if (known !== undefined) return known;
  const words = wordsOf(text).filter((word) => /^\D{3,}$/.test(word));
  const read = { words, roots: words.map(rootOf), figures: /\d{3}|\d\dth/.test(text) ? figuresOf(text) : [] };
  if (text.length <= LONGEST_KEPT) textRoots.set(text, read);
  return read;
}

/** A booking is judged in every call of its customer: what its text is looked for by is kept. */
const textRoots = new ForgetfulMap<TextRoots>(20_000);
const LONGEST_KEPT = 500;

const NO_WORDS: ReadonlySet<string> = new Set();
const textOf = (booking: BookingFacts | undefined): string =>
  [booking?.title, booking?.venue, booking?.notes].filter(Boolean).join(" ");
