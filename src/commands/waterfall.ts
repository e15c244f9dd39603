import type { Evidence } from "../linking/facts.js";

/** Bits that fill the bar. */
const FULL_BITS = 12;
const BAR_WIDTH = 24;

/**
 * Reasons as a waterfall: each with its weight in bits (one bit doubles the odds), a bar from where the last one ended,
 * and the words that it rests on.
 */
export function waterfall(evidence: readonly Evidence[]): string {
  const width = Math.max(...evidence.map(({ signal }) => signal.length));
  let total = 0;
  const lines = evidence.map((one) => {
    const from = total;
    total += one.weight;
    return [
      `  ${one.signal.padEnd(width)}  ${signed(one.weight)}  ${bar(from, total)}  ${one.detail}`,
      ...(one.phrase === null ? [] : [`  ${" ".repeat(width + BAR_WIDTH + 12)}“${one.phrase}”${saidBy(one)}`]),
    ].join("\n");
  });
  return [...lines, `  ${"together".padEnd(width)}  ${signed(total)}  bits`].join("\n");
}

const signed = (bits: number): string => `${bits < 0 ? "-" : "+"}${Math.abs(bits).toFixed(1)}`.padStart(6);

/** The part of the scale, from -FULL_BITS to FULL_BITS, between two totals. */
function bar(from: number, to: number): string {
  const place = (bits: number) =>
    Math.round(((Math.max(-FULL_BITS, Math.min(FULL_BITS, bits)) + FULL_BITS) / (2 * FULL_BITS)) * BAR_WIDTH);
  const [left, right] = [place(from), place(to)].sort((a, b) => a - b) as [number, number];
  const filled = Math.max(right - left, 1);
  const start = Math.min(left, BAR_WIDTH - filled);
  return `${"·".repeat(start)}${(to < from ? "░" : "█").repeat(filled)}${"·".repeat(BAR_WIDTH - start - filled)}`;
}

function saidBy({ speaker, offsetSeconds }: Evidence): string {
  const when =
    offsetSeconds === null
      ? ""
      : ` at ${Math.floor(offsetSeconds / 60)}:${String(Math.floor(offsetSeconds % 60)).padStart(2, "0")}`;
  return speaker === null || speaker === "unknown" ? when : ` (${speaker}${when})`;
}
