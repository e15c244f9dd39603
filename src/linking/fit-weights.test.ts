import { describe, expect, it } from "@jest/globals";
import { type Choice, fitWeights, type Prior } from "./fit-weights.js";

/** One of two options was right, told by their signals. */
const choice = (right: Record<string, number>, wrong: Record<string, number>): Choice => ({
  options: [new Map(Object.entries(right)), new Map(Object.entries(wrong))],
  right: 0,
  weight: 1,
});

describe("fitWeights", () => {
  const choices = [
    ...Array.from({ length: 20 }, () => choice({ fits: 1 }, { otherwise: 1 })),
    // Whoever says something else means a booking at all, in these calls.
    ...Array.from({ length: 40 }, () => choice({ fits: 1, otherwise: 1 }, { none: 1 })),
    ...Array.from({ length: 5 }, () => choice({ none: 1 }, { fits: 1 })),
  ];
  const plain: Prior = { mean: 0, precision: 1 };

  it("weighs what tells right from wrong", () => {
    const weights = fitWeights(choices, () => plain);
    expect(weights.get("fits")).toBeGreaterThan(1);
  });

  it("keeps a weight to its side, and the others make up for it", () => {
    const free = fitWeights(
      [...choices, ...Array.from({ length: 60 }, () => choice({ otherwise: 1 }, { none: 1 }))],
      () => plain,
    );
    expect(free.get("otherwise")).toBeGreaterThan(0);
    const held = fitWeights(
      [...choices, ...Array.from({ length: 60 }, () => choice({ otherwise: 1 }, { none: 1 }))],
      (name) => (name === "otherwise" ? { ...plain, sign: -1 } : plain),
    );
    expect(held.get("otherwise")).toBe(0);
    expect(held.get("none")).toBeLessThan(free.get("none") ?? 0);
  });

  it("draws a weight to the one it is near, and holds it to its side there too", () => {
    const prior = (name: string): Prior =>
      name === "fits@over" ? { mean: 0, precision: 4, near: "fits", sign: 1 } : { ...plain, sign: 1 };
    const few = (right: Record<string, number>, wrong: Record<string, number>, times: number): Choice[] =>
      Array.from({ length: times }, () => choice(right, wrong));
    const unseen = fitWeights([...choices, ...few({ "fits@over": 1 }, { none: 1 }, 1)], () => plain).get("fits@over");
    const near = fitWeights([...choices, ...few({ "fits@over": 1 }, { none: 1 }, 1)], prior).get("fits@over");
    expect(near).toBeGreaterThan((unseen ?? 0) + 1);
    const against = fitWeights([...choices, ...few({}, { "fits@over": 1 }, 80)], prior);
    expect(against.get("fits@over")).toBe(0);
  });
});
