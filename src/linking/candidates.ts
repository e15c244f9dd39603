import type { Candidate, Evidence } from "./facts.js";
import { phraseOf } from "./mention.js";
import type { CallReading, Option } from "./options.js";
import { nameIn } from "./options.js";
import { sentence } from "./plain-english.js";
import type { Signal } from "./signal.js";
import { LEAST_BITS, type Weights } from "./weights.js";

/**
 * What the number alone says, in bits: of calls from a number that one known customer holds, 1 in 250 or so is somebody
 * else's. A stated name that is not theirs (a spouse, an assistant, a new owner of the number) takes most of that back.
 */
const PHONE_BITS = 8;
const OTHER_NAME_BITS = -4;
/** The whole name of another known customer: whose call it was must be asked. */
const STRANGER_BITS = -9;
const OWN_NAME_BITS = 2;

/** An option with its chance of being the answer. */
export interface Ranked {
  readonly option: Option;
  readonly chance: number;
}

/** The best of those that are a booking. `ranked` are best first. */
export const bestOf = (ranked: readonly Ranked[]): Ranked | undefined =>
  ranked.find(({ option }) => option.reading !== null);

/** Every option's chance, best first: match weights add up to log odds, and the odds share one whole. */
export function rank(reading: CallReading, weights: Weights): Ranked[] {
  const table = reading.talk === null ? weights.silent : weights.talk;
  const bitsOfCustomer = new Map<readonly Signal[], number>();
  const ofCustomer = (signals: readonly Signal[]): number => {
    const bits = bitsOfCustomer.get(signals) ?? total(signals, weights.talk);
    bitsOfCustomer.set(signals, bits);
    return bits;
  };
  const bits = reading.options.map((option) => total(option.signals, table) + ofCustomer(option.customerSignals));
  const top = Math.max(...bits);
  const raised = bits.map((sum) => 2 ** (sum - top));
  const whole = raised.reduce((sum, value) => sum + value, 0);
  return reading.options
    .map((option, i) => ({ option, chance: (raised[i] ?? 0) / whole }))
    .sort((a, b) => b.chance - a.chance);
}

const total = (signals: readonly Signal[], table: Readonly<Record<string, number>>): number =>
  signals.reduce((sum, signal) => sum + weigh(signal, table), 0);

/** The sum over `weightNames`, without making a list of them. */
function weigh({ name, mode, shared, value }: Signal, table: Readonly<Record<string, number>>): number {
  let bits = (mode === undefined ? undefined : table[nameIn(name, mode)]) ?? table[name] ?? 0;
  if (shared === true) bits += table[nameIn(name, "shared")] ?? 0;
  return bits * value;
}

/** Each holder of the number with the chance that the call was theirs, best first. */
export function customerCandidates(ranked: readonly Ranked[], weights: Weights): Candidate[] {
  const byCustomer = new Map<string, { option: Option; chance: number }>();
  for (const { option, chance } of ranked) {
    const known = byCustomer.get(option.customer.id);
    byCustomer.set(option.customer.id, { option, chance: (known?.chance ?? 0) + chance });
  }
  return [...byCustomer.values()]
    .sort((a, b) => b.chance - a.chance)
    .map(({ option, chance }) => {
      const holds: Evidence = {
        signal: "phone_exact",
        weight: PHONE_BITS,
        detail: `${option.customer.name} has the number of this call.`,
        phrase: null,
        speaker: null,
        offsetSeconds: null,
      };
      const names = option.customerSignals.map((signal) =>
        evidenceOf(signal, {
          ...weights.talk,
          name_other: OTHER_NAME_BITS,
          name_of_stranger: STRANGER_BITS,
          name_introduced: OWN_NAME_BITS,
          name_full: OWN_NAME_BITS,
        }),
      );
      const isTheirs =
        1 /
        (1 +
          2 ** -(PHONE_BITS + names.reduce((sum, one) => sum + (one.signal === "last_to_call" ? 0 : one.weight), 0)));
      return {
        kind: "customer" as const,
        id: option.customer.id,
        probability: chance * isTheirs,
        specPoints: 0,
        evidence: [holds, ...names],
      };
    });
}

/** The spec's four signals and their points. */
const SPEC_POINTS: Readonly<Record<string, number>> = {
  exact_date: 10,
  within_3_hours: 5,
  same_day: 3,
  customer_mentioned: 5,
};

/** Each booking with its chance, best first; `ofBest` is told of the first beside its own signals. */
export function bookingCandidates(
  ranked: readonly Ranked[],
  table: Readonly<Record<string, number>>,
  ofBest: Evidence | null = null,
): Candidate[] {
  const best = bestOf(ranked)?.option;
  return ranked.flatMap(({ option, chance }) => {
    if (option.reading === null) return [];
    const specPoints = option.signals.reduce((sum, signal) => sum + (SPEC_POINTS[signal.name] ?? 0), 0);
    const { id } = option.reading.booking;
    let evidence: readonly Evidence[] | null = null;
    return [
      {
        ...{ kind: "booking" as const, id, probability: chance, specPoints },
        /** Written when it is asked for: of a customer's hundred bookings nobody is shown more than ten. */
        get evidence(): readonly Evidence[] {
          evidence ??= [...telling(option.signals, table), ...(option === best && ofBest !== null ? [ofBest] : [])];
          return evidence;
        },
      },
    ];
  });
}

/** What speaks for the answer that a call of this customer was about none of their bookings, or against it, the weightiest first. */
export function noneEvidence(
  ranked: readonly Ranked[],
  customerId: string,
  table: Readonly<Record<string, number>>,
): readonly Evidence[] {
  const none = ranked.find(({ option }) => option.reading === null && option.customer.id === customerId);
  return none === undefined ? [] : telling(none.option.signals, table);
}

/** The spec's four signals, whatever they weigh, and all others that weigh something: the weightiest first. */
const telling = (signals: readonly Signal[], table: Readonly<Record<string, number>>): Evidence[] =>
  signals
    .map((signal) => evidenceOf(signal, table))
    .filter(({ signal, weight }) => Math.abs(weight) >= LEAST_BITS || SPEC_POINTS[signal] !== undefined)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));

function evidenceOf(signal: Signal, table: Readonly<Record<string, number>>): Evidence {
  const { mention } = signal;
  const points = SPEC_POINTS[signal.name];
  const detail = `${sentence(signal.detail)}${points === undefined ? "" : ` (+${points} points)`}.`;
  return {
    signal: signal.name,
    weight: Math.round(weigh(signal, table) * 100) / 100,
    detail,
    phrase: mention === null ? null : phraseOf(mention),
    speaker: mention?.turn.speaker ?? null,
    offsetSeconds: mention?.turn.startSeconds ?? null,
  };
}
