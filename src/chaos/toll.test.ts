import { describe, expect, it } from "@jest/globals";
import { countHeard } from "./toll.js";

const told = (...positions: readonly number[]) =>
  positions.map((position) => ({ position, type: "LINKED", recordingId: "one" }));

describe("what a subscriber heard since a fault began", () => {
  it.each<[string, number[], number, { doubled: number; disordered: number; from: number; to: number }]>([
    ["in order", [1, 2, 3, 5], 2, { doubled: 0, disordered: 0, from: 2, to: 5 }],
    ["an event of before again", [1, 2, 2, 3], 2, { doubled: 1, disordered: 0, from: 2, to: 3 }],
    ["an event again", [1, 2, 3, 4, 3], 2, { doubled: 1, disordered: 0, from: 2, to: 4 }],
    ["an event after a later one", [1, 2, 4, 3], 2, { doubled: 0, disordered: 1, from: 2, to: 4 }],
    ["nothing", [1, 2], 2, { doubled: 0, disordered: 0, from: 2, to: 2 }],
    ["its first events", [1, 2], 0, { doubled: 0, disordered: 0, from: 0, to: 2 }],
  ])("%s", (_what, positions, since, expected) => {
    expect(countHeard(told(...positions), since)).toMatchObject(expected);
  });
});
