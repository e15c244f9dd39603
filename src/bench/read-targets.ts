import type { ReadFigures } from "./measure-read.js";

export interface Target {
  readonly what: string;
  readonly figure: number;
  readonly bound: string;
  readonly met: boolean;
}

/** What the read side promises; requests a second as ratios of the same run, milliseconds at the 95th percentile. */
export function readTargets(all: readonly ReadFigures[], memoryMb: number): Target[] {
  const atLeast = (what: string, figure: number | null, least: number): Target[] =>
    figure === null ? [] : [{ what, figure, bound: `≥ ${least}`, met: figure >= least }];
  const atMost = (what: string, figure: number, most: number): Target => ({
    what,
    figure,
    bound: `≤ ${most}`,
    met: figure <= most,
  });
  const targets = all.flatMap((one): Target[] => {
    const name = `${one.name}, ${one.concurrency} at once`;
    const { p95 } = one.callthread.ms;
    if (one.name.startsWith("search")) return [atMost(`${name}: p95`, p95, one.concurrency === 1 ? 50 : 150)];
    if (one.name === "aiContext with a question") return one.concurrency === 1 ? [atMost(`${name}: p95`, p95, 50)] : [];
    if (one.name === "customerByPhone + aiContext") return [atMost(`${name}: p95`, p95, 25)];
    if (one.name !== "history" && one.name !== "aiContext") return [];
    return [
      ...atLeast(`${name}: × PostGraphile`, one.timesPostgraphile, 1.5),
      ...atLeast(`${name}: share of the bare limit`, one.shareOfLimit, 0.75),
      ...(one.name === "aiContext" && one.concurrency === 16 ? [atMost(`${name}: p95`, p95, 20)] : []),
    ];
  });
  return [...targets, atMost("resident memory under this load, MB", memoryMb, 400)];
}
