import type { Adaptation } from "../linking/facts.js";
import { type Choice, fitWeights } from "../linking/fit-weights.js";
import { readHeard } from "../linking/hardly-heard.js";
import { weightNames } from "../linking/options.js";
import type { Signal } from "../linking/signal.js";
import { withSounds } from "../linking/sounds.js";
import { adapted, LEAST_BITS, type Weights } from "../linking/weights.js";
import { choiceOf } from "./choice-of.js";
import { judgeInFolds } from "./judge-in-folds.js";
import type { LinkingCase } from "./linking-cases.js";
import { priorNear } from "./priors.js";
import type { Answer } from "./score-linking.js";

/** A business's labelled call, with what it teaches of signals; null where it teaches nothing of them. */
interface OwnLesson {
  readonly item: LinkingCase;
  readonly choice: Choice | null;
}

/** A business's labelled calls, read once, and the weights they are judged by so far. */
export interface OwnCalls {
  readonly lessons: readonly OwnLesson[];
  readonly weights: Weights;
}

export function readOwnCalls(cases: readonly LinkingCase[], weights: Weights): OwnCalls {
  const lessons = cases.map((item): OwnLesson => {
    const heard = readHeard(item.input);
    if (heard.talk === null) return { item, choice: null };
    const reading = withSounds(heard, item.input.call, weights.sounds);
    return { item, choice: choiceOf(item, reading, (signal) => namesIn(signal, weights.talk)) };
  });
  return { lessons, weights };
}

/**
 * Learns how a business's calls differ from those that the weights were learned from: each weight is held near what it is
 * (a maximum a posteriori adaptation), so that a handful of calls moves it a little and some hundreds outweigh it. How far
 * to believe the best booking is not learned anew: over all makes tried that gained nothing, and where loosely held it took
 * right answers away.
 */
export function learnAdaptation({ lessons, weights }: OwnCalls): Adaptation {
  const choices = lessons.flatMap(({ choice }) => choice ?? []);
  const learned = fitWeights(choices, (name) => priorNear(name, weights.talk[name] ?? 0));
  const added = [...learned].map(([name, nats]): [string, number] => [
    name,
    Math.round((nats / Math.LN2 - (weights.talk[name] ?? 0)) * 100) / 100,
  ]);
  return {
    calls: choices.length,
    talk: Object.fromEntries(added.filter(([, bits]) => Math.abs(bits) >= LEAST_BITS)),
  };
}

/** Judges each call with what the business's calls of other talks teach. */
export const crossAdapt = ({ lessons, weights }: OwnCalls): Answer[] =>
  judgeInFolds(
    lessons.map(({ item }) => item),
    (isElsewhere) => {
      const others = lessons.filter(({ item }) => isElsewhere(item.group));
      return adapted(weights, learnAdaptation({ lessons: others, weights }));
    },
  );

/** What a signal is weighed by: a mode of call that the weights do not tell apart has the signal's own. */
const namesIn = (signal: Signal, talk: Readonly<Record<string, number>>): string[] =>
  weightNames(signal).map((name) => (name in talk || name.endsWith("@shared") ? name : signal.name));
