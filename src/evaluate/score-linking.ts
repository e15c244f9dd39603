import type { LinkJudgement } from "../linking/facts.js";
import type { LinkingCase } from "./linking-cases.js";
import { rate } from "./rate.js";
import { type IntentScore, scoreIntents } from "./score-intents.js";

/** What was answered to one case, and how long it took. */
export interface Answer {
  readonly item: LinkingCase;
  readonly judgement: LinkJudgement;
  readonly ms: number;
}

/** A line of the predictions file. */
export const predictionOf = ({ item, judgement }: Answer): Record<string, unknown> => ({
  id: item.id,
  customerId: judgement.customerId,
  bookingId: judgement.bookingId,
  status: judgement.status,
  customerConfidence: judgement.customerConfidence,
  bookingConfidence: judgement.bookingConfidence,
  evidence: judgement.evidence.map(({ signal, weight, detail }) => ({ signal, weight, detail })),
});

/** Rates are from 0 to 1, or null where nothing could be counted. */
export interface GroupScore {
  readonly cases: number;
  readonly bookingAccuracy: number | null;
  readonly bookingPrecision: number | null;
  readonly bookingRecall: number | null;
  readonly falseLinks: number;
  readonly noneCases: number;
}

export interface LinkingReport {
  readonly cases: number;
  readonly labelled: number;
  readonly customer: {
    /** Of the customers linked, the share that is right. */
    readonly precision: number | null;
    /** Of the calls that have a customer, the share that was linked to one. */
    readonly coverage: number | null;
    /** Of all calls, the share answered rightly, "nobody" included. */
    readonly accuracy: number | null;
    readonly falseLinks: number;
    readonly noneCases: number;
  };
  readonly booking: {
    readonly accuracy: number | null;
    readonly precision: number | null;
    readonly recall: number | null;
    /** Links made where no booking is right, and their share of those cases. */
    readonly falseLinks: number;
    readonly noneCases: number;
    readonly falseLinkRate: number | null;
  };
  readonly byFamily: Readonly<Record<string, GroupScore>>;
  readonly byVariant: Readonly<Record<string, GroupScore>>;
  readonly bySource: Readonly<Record<string, GroupScore>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /**
   * Expected calibration error over ten equal bins: of booking confidence (is the best candidate the right one?) and of
   * customer confidence, over the cases that have a candidate.
   */
  readonly calibrationError: { readonly booking: number | null; readonly customer: number | null };
  /** What that error is of: booking confidence, in tenths. */
  readonly reliability: readonly ReliabilityBin[];
  /** Of the calls whose line says what they were for. */
  readonly intent: IntentScore;
  /** As a running process takes. */
  readonly msPerCall: CallTimes;
  /** As a process just started takes, while its code is compiled; null where that was not measured. */
  readonly firstMsPerCall: CallTimes | null;
}

/** Milliseconds. */
export interface CallTimes {
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/**
 * Scores answers against the truth. Cases without truth count for time and status only. `firstMs` is what each took the
 * first time, in a process just started.
 */
export function scoreLinking(answers: readonly Answer[], firstMs: readonly number[] = []): LinkingReport {
  const labelled = answers.filter(({ item }) => item.truth !== null);
  const withCustomer = labelled.filter(({ item }) => item.truth?.customerId != null);
  const linkedCustomer = labelled.filter(({ judgement }) => judgement.customerId !== null);
  const rightCustomer = labelled.filter(({ item, judgement }) => judgement.customerId === item.truth?.customerId);
  const whole = scoreGroup(labelled);
  const bookingsPromised = labelled.map(({ item, judgement }) =>
    best(judgement, "booking", item.truth?.bookingId ?? null),
  );
  return {
    cases: answers.length,
    labelled: labelled.length,
    customer: {
      precision: rate(linkedCustomer.filter((one) => rightCustomer.includes(one)).length, linkedCustomer.length),
      coverage: rate(withCustomer.filter(({ judgement }) => judgement.customerId !== null).length, withCustomer.length),
      accuracy: rate(rightCustomer.length, labelled.length),
      falseLinks: linkedCustomer.filter(({ item }) => item.truth?.customerId == null).length,
      noneCases: labelled.length - withCustomer.length,
    },
    booking: {
      accuracy: whole.bookingAccuracy,
      precision: whole.bookingPrecision,
      recall: whole.bookingRecall,
      falseLinks: whole.falseLinks,
      noneCases: whole.noneCases,
      falseLinkRate: rate(whole.falseLinks, whole.noneCases),
    },
    byFamily: grouped(labelled, ({ item }) => item.family),
    byVariant: grouped(labelled, ({ item }) => item.variant),
    bySource: grouped(labelled, ({ item }) => item.source),
    byStatus: counted(answers),
    calibrationError: {
      booking: calibrationError(bookingsPromised),
      customer: calibrationError(
        labelled.map(({ item, judgement }) => best(judgement, "customer", item.truth?.customerId ?? null)),
      ),
    },
    reliability: reliabilityOf(bookingsPromised),
    intent: scoreIntents(
      answers
        .filter(({ item }) => item.intents.length > 0)
        .map(({ item, judgement }) => ({ said: judgement.intent, right: item.intents })),
    ),
    msPerCall: timesOf(answers.map(({ ms }) => ms)),
    firstMsPerCall: firstMs.length === 0 ? null : timesOf(firstMs),
  };
}

function timesOf(took: readonly number[]): CallTimes {
  const times = took.toSorted((a, b) => a - b);
  const at = (share: number): number => round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  const mean = times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length);
  return { mean: round(mean), p50: at(0.5), p95: at(0.95), max: at(1) };
}

function scoreGroup(answers: readonly Answer[]): GroupScore {
  const isRight = ({ item, judgement }: Answer): boolean => judgement.bookingId === item.truth?.bookingId;
  const linked = answers.filter(({ judgement }) => judgement.bookingId !== null);
  const withBooking = answers.filter(({ item }) => item.truth?.bookingId != null);
  return {
    cases: answers.length,
    bookingAccuracy: rate(answers.filter(isRight).length, answers.length),
    bookingPrecision: rate(linked.filter(isRight).length, linked.length),
    bookingRecall: rate(withBooking.filter(isRight).length, withBooking.length),
    falseLinks: linked.filter(({ item }) => item.truth?.bookingId == null).length,
    noneCases: answers.length - withBooking.length,
  };
}

function grouped(answers: readonly Answer[], keyOf: (answer: Answer) => string | null): Record<string, GroupScore> {
  const groups = Map.groupBy(answers, keyOf);
  return Object.fromEntries(
    [...groups]
      .flatMap(([key, group]) => (key === null ? [] : [[key, scoreGroup(group)] as const]))
      .sort(([a], [b]) => a.localeCompare(b)),
  );
}

const counted = (answers: readonly Answer[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(answers, ({ judgement }) => judgement.status)].map(([status, group]) => [status, group.length]),
  );

/** The best candidate's probability and whether it is the right one; null where there is no candidate. */
function best(judgement: LinkJudgement, kind: "booking" | "customer", right: string | null): Promised {
  const candidate = judgement.candidates.find((one) => one.kind === kind);
  return candidate === undefined ? null : { chance: candidate.probability, isRight: candidate.id === right };
}

/** What was promised, and whether it came true; null where nothing was. */
type Promised = { readonly chance: number; readonly isRight: boolean } | null;

/** Of the candidates that were promised about this much, how many there were, the mean promised, and the share that is right. */
export interface ReliabilityBin {
  /** A tenth: from this probability on. */
  readonly from: number;
  readonly cases: number;
  readonly promised: number | null;
  readonly right: number | null;
}

/** Ten equal bins, those without a case left out. */
export function reliabilityOf(promises: readonly Promised[]): ReliabilityBin[] {
  return [...inTenths(promises)]
    .sort(([a], [b]) => a - b)
    .map(([bin, within]) => ({
      from: bin / 10,
      cases: within.length,
      promised: rate(
        within.reduce((sum, { chance }) => sum + chance, 0),
        within.length,
      ),
      right: rate(within.filter(({ isRight }) => isRight).length, within.length),
    }));
}

/** Mean gap between what was promised and what came true, weighted by how often (Naeini et al. 2015), in ten bins. */
export function calibrationError(promises: readonly Promised[]): number | null {
  const gap = [...inTenths(promises).values()].reduce(
    (sum, bin) => sum + Math.abs(bin.reduce((net, { chance, isRight }) => net + chance - (isRight ? 1 : 0), 0)),
    0,
  );
  return rate(gap, made(promises).length);
}

const made = (promises: readonly Promised[]) => promises.filter((promise) => promise !== null);
const inTenths = (promises: readonly Promised[]) =>
  Map.groupBy(made(promises), ({ chance }) => Math.min(9, Math.floor(chance * 10)));

const round = (ms: number): number => Math.round(ms * 1000) / 1000;
