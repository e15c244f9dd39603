import { softmax } from "./fit-weights.js";
import { partsOf, SOURCES, type Source, type Visit } from "./word-features.js";

/** By what is observed of a call, named "said: refund": what it adds to each class, natural log odds. */
export type ClassWeights = Readonly<Record<string, readonly number[]>>;

/** How likely each class is. Words side by side that are visited again count once. */
export function classChances(observed: (visit: Visit) => void, weights: ClassWeights, classes: number): number[] {
  const odds = new Array<number>(classes).fill(0);
  const known = bySource(weights);
  const counted = new Set<readonly number[]>();
  observed((source, name, value, before) => {
    const { words, pairs } = known[source];
    const adds = before === undefined ? words.get(name) : pairs.get(before)?.get(name);
    if (adds === undefined) return;
    if (before !== undefined) {
      if (counted.has(adds)) return;
      counted.add(adds);
    }
    for (let i = 0; i < classes; i++) odds[i] = (odds[i] ?? 0) + value * (adds[i] ?? 0);
  });
  return softmax(odds);
}

interface Known {
  readonly words: Map<string, readonly number[]>;
  /** By the first word, then the second. */
  readonly pairs: Map<string, Map<string, readonly number[]>>;
}

/** A call has hundreds of words, none of which is put together with its source or the word before it to be looked up. */
function bySource(weights: ClassWeights): Readonly<Record<Source, Known>> {
  const kept = sorted.get(weights);
  if (kept !== undefined) return kept;
  const made = Object.fromEntries(
    SOURCES.map((source): [Source, Known] => [source, { words: new Map(), pairs: new Map() }]),
  ) as Record<Source, Known>;
  for (const [feature, adds] of Object.entries(weights)) {
    const parts = partsOf(feature);
    if (parts === null) continue;
    const { words, pairs } = made[parts.source];
    if (parts.before === undefined) words.set(parts.name, adds);
    else
      pairs.set(parts.before, (pairs.get(parts.before) ?? new Map<string, readonly number[]>()).set(parts.name, adds));
  }
  sorted.set(weights, made);
  return made;
}
const sorted = new WeakMap<ClassWeights, ReturnType<typeof bySource>>();

/** Of features, as by `featuresOf`. */
export const classChancesOf = (
  features: ReadonlyMap<string, number>,
  weights: ClassWeights,
  classes: number,
): number[] =>
  classChances(
    (visit) => {
      for (const [feature, value] of features) {
        const parts = partsOf(feature);
        if (parts !== null) visit(parts.source, parts.name, value, parts.before);
      }
    },
    weights,
    classes,
  );
