import { fitOfClock } from "./clock-mentions.js";
import { fitOfCount } from "./count-mentions.js";
import { fitOfDay } from "./day-mentions.js";
import type { Mention } from "./mention.js";
import { readOthers } from "./other-one.js";
import type { OwnBookings } from "./own-bookings.js";
import type { Pointing } from "./pointing.js";
import type { Talk } from "./talk.js";
import { wordMarks } from "./word-marks.js";

/** Something said that tells some of the customer's bookings from the others, or from anything they have. */
export interface Mark extends Mention {
  /** The bookings it fits, by index; empty for a day to come on which they have none. */
  readonly fits: readonly number[];
  readonly weight: number;
  /** The word's root, where it is a word. */
  readonly root?: string;
  /** Set where it picks a booking by its order or size. */
  readonly points?: true;
}

/** Everything that marks, in the order said. */
export function marksOf(own: OwnBookings, talk: Talk, pointings: readonly Pointing[]): readonly Mark[] {
  const said = inOrder([
    ...dayMarks(own, talk),
    ...clockMarks(own, talk),
    ...countMarks(own, talk),
    ...pointings.map(markOf),
    ...wordMarks(own, talk.words),
  ]);
  return inOrder([...said, ...readOthers(talk.words, said, [...own.upcoming]).map(markOf)]);
}

/** The only booking that a mark fits; undefined where it fits none or several. */
export const onlyOf = ({ fits }: Pick<Mark, "fits">): number | undefined => (fits.length === 1 ? fits[0] : undefined);

const markOf = (one: Pointing): Mark => ({ ...one, fits: [one.picks], weight: 1, points: true });

const inOrder = (marks: readonly Mark[]): Mark[] =>
  [...marks].sort((a, b) => a.turn.index - b.turn.index || a.from - b.from);

function dayMarks({ times }: OwnBookings, talk: Talk): Mark[] {
  return talk.days.flatMap(({ mention }): Mark[] => {
    const fitting = (fit: "exact" | "possible"): number[] =>
      indexesOf(times, ({ day }) => fitOfDay(mention, day) === fit);
    const exact = fitting("exact");
    const fits = exact.length > 0 ? exact : fitting("possible");
    if (isTelling(fits, times.length)) return [{ ...mention, fits, weight: exact.length > 0 ? 1 : 0.5 }];
    const [day] = mention.primary;
    const isElsewhere = fits.length === 0 && day !== undefined && day > talk.start.day + 1 && !mention.isHoliday;
    return isElsewhere ? [{ ...mention, fits, weight: 1 }] : [];
  });
}

function clockMarks({ times }: OwnBookings, talk: Talk): Mark[] {
  // "One o'clock instead of nine" dwells on no other booking at nine.
  const counting = times.length > 1 ? talk.clocks.filter(({ stance }) => stance === "live") : talk.clocks;
  return counting.flatMap(({ mention }) => {
    const fits = indexesOf(times, ({ minute }) => fitOfClock(mention, minute) === "exact");
    return isTelling(fits, times.length) ? [{ ...mention, fits, weight: 0.5 }] : [];
  });
}

function countMarks({ bookings }: OwnBookings, talk: Talk): Mark[] {
  return talk.counts.flatMap(({ mention }) => {
    const fits = indexesOf(
      bookings,
      ({ guestCount }) => guestCount !== null && fitOfCount(mention, guestCount) === "exact",
    );
    return isTelling(fits, bookings.length) ? [{ ...mention, fits, weight: 0.5 }] : [];
  });
}

const indexesOf = <T>(list: readonly T[], test: (one: T) => boolean): number[] =>
  list.flatMap((one, i) => (test(one) ? [i] : []));

/** What fits all of several bookings tells none from the others. */
const isTelling = (fits: readonly number[], all: number): boolean =>
  fits.length > 0 && (fits.length < all || all === 1);
