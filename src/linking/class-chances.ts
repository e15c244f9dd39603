import { softmax } from "./fit-weights.js";
import { partsOf, SOURCES, type Source, type Visit } from "./word-features.js";

/** By what is observed of a call, named "said: refund": what it adds to each class, natural log odds. */
export type ClassWeights = Readonly<Record<string, readonly number[]>>;

/** How likely each class is. */
export function classChances(observed: (visit: Visit) => void, weights: ClassWeights, classes: number): number[] {
  const odds = new Array<number>(classes).fill(0);
  const known = bySource(weights);
  observed((source, name, value) => {
    const adds = known[source].get(name);
    if (adds !== undefined) for (let i = 0; i < classes; i++) odds[i] = (odds[i] ?? 0) + value * (adds[i] ?? 0);
  });
  return softmax(odds);
}

/** A call has hundreds of words, of which none is put together with its source to be looked up. */
function bySource(weights: ClassWeights): Readonly<Record<Source, ReadonlyMap<string, readonly number[]>>> {
  const kept = sorted.get(weights);
  if (kept !== undefined) return kept;
  const made = Object.fromEntries(SOURCES.map((source) => [source, new Map<string, readonly number[]>()])) as Record<
    Source,
    Map<string, readonly number[]>
  >;
  for (const [feature, adds] of Object.entries(weights)) {
    const parts = partsOf(feature);
    if (parts !== null) made[parts.source].set(parts.name, adds);
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
        if (parts !== null) visit(parts.source, parts.name, value);
      }
    },
    weights,
    classes,
  );
