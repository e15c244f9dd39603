import type { Choice } from "../linking/fit-weights.js";
import type { CallReading, Option } from "../linking/options.js";
import type { Signal } from "../linking/signal.js";
import type { LinkingCase } from "./linking-cases.js";

/** The names by which a signal is weighed. */
type Naming = (signal: Signal) => readonly string[];

/** What a labelled call teaches of signals; null where it has one answer only, or its right answer is not among them. */
export function choiceOf({ truth }: LinkingCase, { options }: CallReading, namesOf: Naming): Choice | null {
  if (truth?.customerId == null) return null;
  const right = options.findIndex(
    (option) => option.customer.id === truth.customerId && (option.reading?.booking.id ?? null) === truth.bookingId,
  );
  return right < 0 || options.length < 2
    ? null
    : { right, weight: 1, options: options.map((option) => signalsOf(option, namesOf)) };
}

const signalsOf = ({ signals, customerSignals }: Option, namesOf: Naming): Map<string, number> =>
  new Map(
    [...signals, ...customerSignals].flatMap((signal) =>
      namesOf(signal).map((name): [string, number] => [name, signal.value]),
    ),
  );
