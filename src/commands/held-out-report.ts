import type { HeldOut } from "../evaluate/calibrate-linking.js";
import { type Answer, type LinkingReport, type ReliabilityBin, scoreLinking } from "../evaluate/score-linking.js";
import { percent } from "./percent.js";
import { table } from "./table.js";

/**
 * How makes of calls are judged by weights that saw none of them, a line a make, and all that have a name together, with how
 * often what was promised came true: what a business not seen before may expect. Empty where there is only one make.
 */
export function heldOutReport(makes: ReadonlyMap<string, HeldOut>): string[] {
  if (makes.size === 0) return [];
  const named = [...makes].filter(([make]) => make !== "").map(([, held]) => held);
  const together = {
    byOthers: named.flatMap(({ byOthers }) => byOthers),
    byOthersAndOwn: named.flatMap(({ byOthersAndOwn }) => byOthersAndOwn),
  };
  const { customer, reliability } = scoreLinking(together.byOthers);
  return [
    "",
    "Each make by weights that saw none of its calls; adapted: to four fifths of them, as those that people decide on teach:",
    table(HEADER, [
      ...[...makes].map(([make, held]) => rowOf(make === "" ? "(unnamed)" : make, held)),
      ...(named.length < 2 ? [] : [rowOf("all named", together)]),
    ]),
    `Of all that have a name customers right ${percent(customer.precision)}, at a coverage of ${percent(customer.coverage)}.`,
    "",
    "What it promised of the likeliest booking, and how often that was right (those with a name, by weights that saw none of their make):",
    table(["promised", "calls", "mean", "right"], reliability.map(binOf)),
  ];
}

const HEADER = [
  ...["make", "calls", "right", "links right", "false links", "error"],
  ...["adapted: right", "links right", "false links", "error"],
];

const rowOf = (make: string, { byOthers, byOthersAndOwn }: HeldOut): string[] => [
  ...[make, String(byOthers.length)],
  ...figuresOf(byOthers),
  ...figuresOf(byOthersAndOwn),
];

function figuresOf(answers: readonly Answer[]): string[] {
  const { booking, calibrationError }: LinkingReport = scoreLinking(answers);
  return [
    percent(booking.accuracy, 1),
    percent(booking.precision, 1),
    `${booking.falseLinks} of ${booking.noneCases}`,
    String(calibrationError.booking ?? "-"),
  ];
}

const binOf = ({ from, cases, promised, right }: ReliabilityBin): string[] => [
  `${Math.round(from * 100)} to ${Math.round(from * 100) + 10} %`,
  String(cases),
  percent(promised, 1),
  percent(right, 1),
];
