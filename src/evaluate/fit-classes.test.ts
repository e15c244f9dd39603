import { describe, expect, it } from "@jest/globals";
import { type Example, fitClasses } from "./fit-classes.js";

const example = (right: readonly number[], ...names: string[]): Example => ({
  features: new Map(names.map((name) => [name, 1])),
  right,
  weight: 1,
});
const PRECISION = (): number => 0.1;

describe("fitClasses", () => {
  const examples = [
    ...Array.from({ length: 30 }, () => example([0], "any", "red")),
    ...Array.from({ length: 30 }, () => example([1], "any", "blue")),
    ...Array.from({ length: 60 }, () => example([2], "any")),
  ];
  const weights = fitClasses(examples, 3, PRECISION);

  it("gives what speaks for a class weight, and what speaks for none of them little", () => {
    const [red, blue, any] = [weights.get("red") ?? [], weights.get("blue") ?? [], weights.get("any") ?? []];
    expect(red[0]).toBeGreaterThan(2);
    expect(blue[1]).toBeGreaterThan(2);
    expect(Math.max(red[1] ?? 0, red[2] ?? 0, blue[0] ?? 0)).toBeLessThan(0);
    expect(any[2]).toBeGreaterThan(Math.max(any[0] ?? 0, any[1] ?? 0));
  });

  it("gives the same for the same", () => {
    expect(fitClasses(examples, 3, PRECISION)).toEqual(weights);
  });

  it("holds back what is seen seldom, the more the more precisely nothing is believed of it", () => {
    const seldom = [...examples, example([0], "any", "odd")];
    const [loose, tight] = [0.1, 4].map((precision) => fitClasses(seldom, 3, () => precision).get("odd")?.[0] ?? 0);
    expect(tight).toBeLessThan(loose ?? 0);
    expect(tight).toBeGreaterThan(0);
  });

  it("takes either of two right classes for right", () => {
    const either = [...examples, ...Array.from({ length: 30 }, () => example([0, 1], "any", "dim"))];
    const [toFirst = 0, toSecond = 0, toThird = 0] = fitClasses(either, 3, PRECISION).get("dim") ?? [];
    expect(Math.abs(toFirst - toSecond)).toBeLessThan(0.3);
    expect(toThird).toBeLessThan(Math.min(toFirst, toSecond));
  });
});
