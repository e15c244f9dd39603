import { softmax } from "../linking/fit-weights.js";

/** Something to learn a class from: what is observed of it, and the classes that are right for it. */
export interface Example {
  readonly features: ReadonlyMap<string, number>;
  /** Indexes of classes; of several each is as good. */
  readonly right: readonly number[];
  /** How much the example counts. */
  readonly weight: number;
}

const STEPS = 250;
/** Of Adam (Kingma and Ba 2015): how far a step goes, how long it remembers. */
const PACE = 0.05;
const CLOSING_PACE = 0.015;
const FIRST_MEMORY = 0.9;
const SECOND_MEMORY = 0.99;

/**
 * Fits a multinomial logistic regression: by feature, what it adds to each class, natural log odds, under which the right
 * classes are likeliest, held near nothing with the precision (1 / variance) that `precisionOf` gives. Deterministic: the
 * same examples give the same weights.
 */
export function fitClasses(
  examples: readonly Example[],
  classes: number,
  precisionOf: (feature: string) => number,
): Map<string, number[]> {
  const names = [...new Set(examples.flatMap(({ features }) => [...features.keys()]))].sort();
  const place = new Map(names.map((name, i) => [name, i]));
  const precisions = names.map(precisionOf);
  const rows = examples.map(
    ({ features, right, weight }): Row => ({
      ...{ right, weight, at: Int32Array.from(features.keys(), (name) => place.get(name) ?? 0) },
      values: Float64Array.from(features.values()),
    }),
  );
  const [weights, gradient, slow, fast] = Array.from({ length: 4 }, () => new Float64Array(names.length * classes)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let step = 1; step <= STEPS; step++) {
    gradient.forEach((_, i) => {
      gradient[i] = (precisions[i % names.length] ?? 1) * (weights[i] ?? 0);
    });
    for (const row of rows) addGradient(gradient, weights, row, classes);
    const pace = step > STEPS * 0.75 ? CLOSING_PACE : PACE;
    gradient.forEach((slope, i) => {
      slow[i] = FIRST_MEMORY * (slow[i] ?? 0) + (1 - FIRST_MEMORY) * slope;
      fast[i] = SECOND_MEMORY * (fast[i] ?? 0) + (1 - SECOND_MEMORY) * slope * slope;
      const [mean, spread] = [
        (slow[i] ?? 0) / (1 - FIRST_MEMORY ** step),
        (fast[i] ?? 0) / (1 - SECOND_MEMORY ** step),
      ];
      weights[i] = (weights[i] ?? 0) - (pace * mean) / (Math.sqrt(spread) + 1e-8);
    });
  }
  return new Map(
    names.map((name, i) => [name, Array.from({ length: classes }, (_, k) => weights[k * names.length + i] ?? 0)]),
  );
}

interface Row {
  readonly right: readonly number[];
  readonly weight: number;
  /** The place of each feature among those of a class. */
  readonly at: Int32Array;
  readonly values: Float64Array;
}

/** What a row adds to the slope of its loss. Of a class all weights lie together: this is done a million times. */
function addGradient(
  gradient: Float64Array,
  weights: Float64Array,
  { at, values, right, weight }: Row,
  classes: number,
): void {
  const size = weights.length / classes;
  const odds: number[] = [];
  for (let k = 0; k < classes; k++) {
    const from = k * size;
    let sum = 0;
    for (let n = 0; n < at.length; n++) sum += (weights[from + (at[n] as number)] as number) * (values[n] as number);
    odds.push(sum);
  }
  const chances = softmax(odds);
  const share = right.reduce((sum, one) => sum + (chances[one] ?? 0), 0);
  for (let k = 0; k < classes; k++) {
    const from = k * size;
    const chance = chances[k] ?? 0;
    const error = weight * (chance - (right.includes(k) ? chance / share : 0));
    for (let n = 0; n < at.length; n++) {
      const i = from + (at[n] as number);
      gradient[i] = (gradient[i] as number) + error * (values[n] as number);
    }
  }
}
