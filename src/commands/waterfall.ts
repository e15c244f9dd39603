import type { Evidence } from "../linking/facts.js";

const BAR_WIDTH = 24;
/** Bits that a bar spans at least: a step of little weight must not look like proof. */
const LEAST_SPAN = 8;

/** What reasons are about, by the beginnings of their signals; the first that fits. */
const SUBJECTS: readonly (readonly [string, RegExp])[] = [
  ["the caller", /^(?:phone|name|customer|last_to_call)/],
  ["its day", /^(?:exact_date|day_|near_spoken)/],
  ["its time", /^(?:clock|daypart|within_|same_day)/],
  ["its guests", /^guests/],
  ["its name", /^(?:title|words?_|place|named)/],
  ["how it was spoken of", /^(?:dwelt|opened|set_apart|fits|conflict|point)/],
  ["what the call was for", /^(?:over|entered|cancel|on_the_day|none)/],
  ["the customer's bookings", /^(?:when|soonest|only|late|earlier|status)/],
];
const OTHER = "what else tells";

const subjectOf = ({ signal }: Evidence): string => SUBJECTS.find(([, names]) => names.test(signal))?.[0] ?? OTHER;

/**
 * Reasons as a waterfall, in bits (one bit doubles the odds): by what they are about, the weightiest subject first, each
 * with a bar from where the last one ended; below it its reasons with the words that they rest on. Reasons of one subject
 * say partly the same, and one may take back what another counts twice: read their sum.
 */
export function waterfall(evidence: readonly Evidence[]): string {
  const subjects = [...Map.groupBy(evidence, subjectOf)]
    .map(([subject, reasons]) => ({ subject, reasons, bits: reasons.reduce((sum, { weight }) => sum + weight, 0) }))
    .sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
  const ends: number[] = [];
  for (const { bits } of subjects) ends.push((ends.at(-1) ?? 0) + bits);
  const scale = scaleOf(ends);
  const width = Math.max(...subjects.map(({ subject }) => subject.length), "together".length);
  const lines = subjects.flatMap(({ subject, reasons, bits }, i) => [
    `  ${subject.padEnd(width)}  ${signed(bits)}  ${bar(ends[i - 1] ?? 0, ends[i] ?? 0, scale)}`,
    ...reasons.map(
      (one) =>
        `  ${" ".repeat(width)}  ${signed(one.weight)}  ${one.detail}${one.phrase === null ? "" : ` “${one.phrase}”${saidBy(one)}`} · ${one.signal}`,
    ),
  ]);
  return [...lines, `  ${"together".padEnd(width)}  ${signed(ends.at(-1) ?? 0)}  bits`].join("\n");
}

const signed = (bits: number): string => `${bits < 0 ? "-" : "+"}${Math.abs(bits).toFixed(1)}`.padStart(6);

interface Scale {
  readonly least: number;
  readonly span: number;
}

/** From the least total on the way, or nothing, to the most. */
function scaleOf(totals: readonly number[]): Scale {
  const [least, most] = [Math.min(0, ...totals), Math.max(0, ...totals)];
  return { least, span: Math.max(most - least, LEAST_SPAN) };
}

/** The part of the scale between two totals. */
function bar(from: number, to: number, { least, span }: Scale): string {
  const place = (bits: number): number => Math.round(((bits - least) / span) * BAR_WIDTH);
  const [left, right] = [place(Math.min(from, to)), place(Math.max(from, to))];
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
