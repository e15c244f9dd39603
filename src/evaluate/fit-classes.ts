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
  const place = new Map(names.map((name, i) => [name, i * classes]));
  const precisions = names.map(precisionOf);
  const rows = examples.map(({ features, right, weight }) => ({
    ...{ right, weight, at: Int32Array.from(features.keys(), (name) => place.get(name) ?? 0) },
    values: Float64Array.from(features.values()),
  }));
  const [weights, gradient, slow, fast] = Array.from({ length: 4 }, () => new Float64Array(names.length * classes)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let step = 1; step <= STEPS; step++) {
    gradient.forEach((_, i) => {
      gradient[i] = (precisions[Math.floor(i / classes)] ?? 1) * (weights[i] ?? 0);
    });
    for (const { at, values, right, weight } of rows) {
      const chances = chancesAt(weights, at, values, classes);
      const share = right.reduce((sum, one) => sum + (chances[one] ?? 0), 0);
      const errors = chances.map((chance, k) => weight * (chance - (right.includes(k) ? chance / share : 0)));
      at.forEach((from, n) => {
        for (let k = 0; k < classes; k++) add(gradient, from + k, (errors[k] ?? 0) * (values[n] ?? 0));
      });
    }
    const pace = step > STEPS * 0.75 ? CLOSING_PACE : PACE;
    gradient.forEach((slope, i) => {
      slow[i] = FIRST_MEMORY * (slow[i] ?? 0) + (1 - FIRST_MEMORY) * slope;
      fast[i] = SECOND_MEMORY * (fast[i] ?? 0) + (1 - SECOND_MEMORY) * slope * slope;
      const [mean, spread] = [
        (slow[i] ?? 0) / (1 - FIRST_MEMORY ** step),
        (fast[i] ?? 0) / (1 - SECOND_MEMORY ** step),
      ];
      add(weights, i, (-pace * mean) / (Math.sqrt(spread) + 1e-8));
    });
  }
  return new Map(names.map((name, i) => [name, [...weights.subarray(i * classes, (i + 1) * classes)]]));
}

const chancesAt = (weights: Float64Array, at: Int32Array, values: Float64Array, classes: number): number[] =>
  softmax(
    Array.from({ length: classes }, (_, k) =>
      at.reduce((sum, from, n) => sum + (weights[from + k] ?? 0) * (values[n] ?? 0), 0),
    ),
  );

function add(list: Float64Array, i: number, amount: number): void {
  list[i] = (list[i] ?? 0) + amount;
}
