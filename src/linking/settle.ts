import type { Cues } from "./cues.js";
import { Fates, type Stance } from "./fates.js";
import { asidesAmong } from "./in-passing.js";
import { goodbyeIn } from "./manner.js";
import type { Mention } from "./mention.js";
import type { Mode } from "./purpose.js";
import type { Differ } from "./wishes.js";

export interface Said<M extends Mention> {
  readonly mention: M;
  readonly stance: Stance;
  /** Repeated back, agreed to, or current when the booking was closed. */
  readonly confirmed: boolean;
  /** Named in the very turn that closes the booking, or that sums it up and is agreed to. */
  readonly closing: boolean;
  /** Mentioned in passing: to be left alone, in saying goodbye, or added at the end beside what was settled. */
  readonly aside: boolean;
  /** The last live value of its kind in the call, asides apart. */
  readonly last: boolean;
}

/** What the mentions of one facet are settled by. */
interface Settling<M extends Mention> {
  readonly cues: readonly Cues[];
  readonly mode: Mode;
  readonly differ: Differ<M>;
  /** Given up from the start. */
  readonly dropped?: ReadonlySet<M> | undefined;
  /** What was only said in parting, where it is not told by `goodbyeIn`. */
  readonly isGoodbye?: ((mention: M) => boolean) | undefined;
}

/** Reads the fates of one facet's mentions, which are given in the order said. */
export function settle<M extends Mention>(mentions: readonly M[], settling: Settling<M>): Said<M>[] {
  if (mentions.length === 0) return [];
  const { cues, mode, differ, dropped = new Set(), isGoodbye = goodbyeIn(cues) } = settling;
  const fates = new Fates(mentions, cues, differ, mode, dropped);
  const asides = asidesAmong({ mentions, fates, cues, mode, differ, isGoodbye });
  const isConfirmed = confirming(mentions, fates, cues, differ);
  const lastAt = mentions.findLastIndex((_, i) => fates.isLive(i) && asides[i] !== true);
  const lastTurn = mentions[lastAt]?.turn;
  return mentions.map((mention, i) => {
    const { turn } = mention;
    const isLive = fates.isLive(i);
    const aside = asides[i] === true;
    return {
      ...{ mention, stance: fates.stances[i] ?? "live", aside },
      confirmed: isLive && isConfirmed(mention),
      closing: isLive && (cues[turn.index]?.closes === true || isAgreedTo(turn.index, cues)),
      last: isLive && !aside && turn === lastTurn,
    };
  });
}

/** "So that's ten on Friday?" "Yes." */
function isAgreedTo(turn: number, cues: readonly Cues[]): boolean {
  const next = cues[turn + 1];
  return cues[turn]?.checks === true && next?.accepts === true && !next.corrects;
}

/** Tells of what was never taken back whether it was agreed to, or stood when the booking was closed. */
function confirming<M extends Mention>(
  mentions: readonly M[],
  fates: Fates<M>,
  cues: readonly Cues[],
  differ: Differ<M>,
): (mention: M) => boolean {
  const closed = cues.flatMap((cue, turn) => {
    const value = cue.closes ? mentions[fates.lastLive(turn)] : undefined;
    return value === undefined ? [] : [{ value, turn }];
  });
  return (mention) =>
    isAgreedTo(mention.turn.index, cues) ||
    closed.some(({ value, turn }) => mention.turn.index <= turn && !differ(value, mention));
}
