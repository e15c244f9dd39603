/** One choice to learn from: options with their signals, of which one was right. */
export interface Choice {
  readonly options: readonly ReadonlyMap<string, number>[];
  readonly right: number;
  /** How much the choice counts. */
  readonly weight: number;
}

/** What is believed of a weight before any case is seen: a Gaussian of this mean and precision (1 / variance). */
export interface Prior {
  readonly mean: number;
  readonly precision: number;
  /** Set where it is known on which side of nothing the weight lies. */
  readonly sign?: 1 | -1;
  /** The name of a weight that this one is believed to lie near, with the precision given; `mean` counts for nothing then. */
  readonly near?: string;
}

/**
 * Fits a conditional logit (McFadden 1974) by Newton's method: the weights under which the right options are likeliest,
 * held back by Gaussian priors so that a rare signal cannot claim certainty, and kept to their side of nothing where they
 * have one. Weights are natural log odds. Deterministic: the same choices give the same weights.
 */
export function fitWeights(
  choices: readonly Choice[],
  prior: (name: string) => Prior,
  steps = 25,
): Map<string, number> {
  const seen = new Set(choices.flatMap((choice) => choice.options.flatMap((option) => [...option.keys()])));
  const names = [...new Set([...seen].flatMap((name) => [name, prior(name).near ?? name]))].sort();
  const place = new Map(names.map((name, i) => [name, i]));
  const rows = choices.map((choice) => ({
    ...choice,
    sparse: choice.options.map((option) => [...option].map(([name, value]) => [place.get(name) ?? 0, value] as const)),
  }));
  const size = names.length;
  const priors = names.map(prior);
  const neighbours = priors.map(({ near }) => (near === undefined ? undefined : place.get(near)));
  const weights = Float64Array.from(priors, ({ mean }, i) => priors[neighbours[i] ?? i]?.mean ?? mean);
  for (let step = 0; step < steps; step++) {
    const gradient = new Float64Array(size);
    const hessian = Array.from({ length: size }, () => new Float64Array(size));
    for (const row of rows) {
      const chances = softmax(
        row.sparse.map((option) => option.reduce((sum, [i, value]) => sum + (weights[i] ?? 0) * value, 0)),
      );
      const mean = new Map<number, number>();
      row.sparse.forEach((option, o) => {
        const share = chances[o] ?? 0;
        for (const [i, value] of option) mean.set(i, (mean.get(i) ?? 0) + share * value);
        const error = row.weight * ((o === row.right ? 1 : 0) - share);
        for (const [i, value] of option) gradient[i] = (gradient[i] ?? 0) + error * value;
        for (const [i, a] of option) {
          const line = hessian[i];
          if (line !== undefined) for (const [j, b] of option) line[j] = (line[j] ?? 0) + row.weight * share * a * b;
        }
      });
      for (const [i, a] of mean) {
        const line = hessian[i];
        if (line !== undefined) for (const [j, b] of mean) line[j] = (line[j] ?? 0) - row.weight * a * b;
      }
    }
    for (let i = 0; i < size; i++) {
      const { mean, precision } = priors[i] ?? { mean: 0, precision: 1 };
      const near = neighbours[i];
      const pull = precision * ((weights[i] ?? 0) - (near === undefined ? mean : (weights[near] ?? 0)));
      add(gradient, i, -pull);
      add(hessian[i], i, precision);
      if (near === undefined) continue;
      add(gradient, near, pull);
      add(hessian[near], near, precision);
      add(hessian[i], near, -precision);
      add(hessian[near], i, -precision);
    }
    const move = stepWithin(hessian, gradient, weights, priors);
    let largest = 0;
    for (let i = 0; i < size; i++) {
      const by = move[i] ?? 0;
      weights[i] = (weights[i] ?? 0) + by;
      largest = Math.max(largest, Math.abs(by));
    }
    if (largest < 1e-6) break;
  }
  return new Map(names.map((name, i) => [name, weights[i] ?? 0]));
}

function add(line: Float64Array | undefined, at: number, amount: number): void {
  if (line !== undefined) line[at] = (line[at] ?? 0) + amount;
}

/** No weight is moved further at once. */
const LONGEST_STEP = 2;

/**
 * Newton's step, in which no weight leaves its side of nothing: those that would are taken to nothing, and the others'
 * steps are sought anew (an active set). Changes what it is given.
 */
function stepWithin(
  hessian: readonly Float64Array[],
  gradient: Float64Array,
  weights: Float64Array,
  priors: readonly Prior[],
): Float64Array {
  const fixed = new Set<number>();
  const fix = (at: number, by: number): void => {
    fixed.add(at);
    hessian.forEach((line, i) => {
      gradient[i] = (gradient[i] ?? 0) - (line[at] ?? 0) * by;
      line[at] = 0;
    });
    const line = hessian[at]?.fill(0);
    if (line !== undefined) line[at] = 1;
    gradient[at] = by;
  };
  priors.forEach(({ sign }, i) => {
    if (sign !== undefined && (weights[i] ?? 0) * sign <= 0 && (gradient[i] ?? 0) * sign <= 0) fix(i, 0);
  });
  for (;;) {
    const move = solve(hessian, gradient).map((by) => Math.max(-LONGEST_STEP, Math.min(LONGEST_STEP, by)));
    const leaving = priors.flatMap(({ sign }, i) =>
      sign !== undefined && !fixed.has(i) && ((weights[i] ?? 0) + (move[i] ?? 0)) * sign < 0 ? [i] : [],
    );
    if (leaving.length === 0) return move;
    for (const i of leaving) fix(i, -(weights[i] ?? 0));
  }
}

export function softmax(scores: readonly number[]): number[] {
  const top = Math.max(...scores);
  const raised = scores.map((score) => Math.exp(score - top));
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}

/** Solves A x = b for a symmetric positive definite A (Cholesky). */
function solve(a: readonly Float64Array[], b: Float64Array): Float64Array {
  const n = b.length;
  const l = a.map((line) => Float64Array.from(line));
  const at = (i: number, j: number): number => l[i]?.[j] ?? 0;
  for (let i = 0; i < n; i++) {
    const row = l[i];
    if (row === undefined) break;
    for (let j = 0; j <= i; j++) {
      let sum = at(i, j);
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k);
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j);
    }
  }
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= at(i, k) * (y[k] ?? 0);
    y[i] = sum / at(i, i);
  }
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = y[i] ?? 0;
    for (let k = i + 1; k < n; k++) sum -= at(k, i) * (x[k] ?? 0);
    x[i] = sum / at(i, i);
  }
  return x;
}
