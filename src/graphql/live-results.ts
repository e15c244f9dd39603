import { type DocumentNode, type ExecutionArgs, type ExecutionResult, getOperationAST, visit } from "graphql";
import { LRUCache } from "lru-cache";
import type { FeedEvent } from "../linkage-feed.js";
import { pause } from "../pause.js";
import type { Credential, RequestContext } from "../request-context.js";
import { inSpan, NO_TRACING, type Span, type Tracing } from "../tracing.js";
import { asDatabaseFailure } from "./database-failure.js";
import { causeOf } from "./error-format.js";

/** Who asks the same of every event: subscribers of one credential with one selection and one set of variables in it. */
export interface Audience {
  /** What the subscribers are sent of an event, as JSON: worked out once for all of them, while it is news. */
  payloadOf(event: unknown): Promise<string>;
  /** One of them is gone. */
  leave(): void;
}

export interface LiveResults {
  /** Joins the audience of these arguments; `makeContext` gives a context of `credential`. */
  join(args: ExecutionArgs, credential: Credential, makeContext: () => RequestContext): Audience;
  /** How many are joined. */
  subscribers(): number;
}

interface Group {
  readonly id: number;
  members: number;
}

/** A result is as fresh as this; whoever catches up with what is older has it worked out anew. */
const FRESH_MS = 1_000;
/** Of all audiences together. */
const MOST_RESULTS = 5_000;
const MOST_CHARACTERS = 32_000_000;
const PAUSE_WITHOUT_DATABASE_MS = 500;
/** What is asked of an event may be too slow for good: then its errors are told, and the next ones get their turn. */
const MOST_TOO_SLOW = 3;
/** Of a payload that is not known yet. */
const USUAL_LENGTH = 1_000;

/**
 * Shares the results of events among subscribers. An event is executed in a context that lives for a moment: loaders that
 * lived as long as a subscription would answer today's event with yesterday's rows. What one credential may see is never
 * shared with another: reads are noted by credential, and scopes differ.
 */
export function createLiveResults(
  execute: (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>,
  toJson: (result: ExecutionResult) => string,
  tracing: Tracing = NO_TRACING,
): LiveResults {
  const groups = new Map<string, Group>();
  // What is stale goes by itself: it may be what somebody said who is erased a moment later.
  const results = new LRUCache<string, Promise<string>>({
    ...{ max: MOST_RESULTS, maxSize: MOST_CHARACTERS, ttl: FRESH_MS, ttlAutopurge: true, noUpdateTTL: true },
    sizeCalculation: () => USUAL_LENGTH,
  });
  /** From then on it counts as what it is. */
  const measure = async (place: string, payload: Promise<string>): Promise<void> => {
    const { length } = await payload;
    if (results.peek(place) === payload) results.set(place, payload.then(), { size: length });
  };
  const contexts = new Map<Group, RequestContext>();
  let created = 0;
  let subscribers = 0;

  /** Events that are executed together load together, in one statement for all. */
  const contextOf = (group: Group, makeContext: () => RequestContext): RequestContext => {
    const known = contexts.get(group);
    if (known !== undefined) return known;
    const made = makeContext();
    contexts.set(group, made);
    setImmediate(() => contexts.delete(group));
    return made;
  };

  /**
   * Sent on with its errors, an event would be lost: the next one's cursor is behind it. So it waits for the database, as
   * those after it do.
   */
  const run = async (args: ExecutionArgs, group: Group, makeContext: () => RequestContext): Promise<string> => {
    for (let tooSlow = 0; ; ) {
      const result = await execute({ ...args, contextValue: contextOf(group, makeContext) });
      const reasons = (result.errors ?? []).map((error) => asDatabaseFailure(causeOf(error))?.reason);
      if (reasons.includes("DATABASE_TOO_SLOW")) tooSlow += 1;
      const isWorthAnother =
        reasons.includes("DATABASE_UNREACHABLE") || (reasons.includes("DATABASE_TOO_SLOW") && tooSlow < MOST_TOO_SLOW);
      if (group.members === 0 || !isWorthAnother) return toJson(result);
      await pause(PAUSE_WITHOUT_DATABASE_MS);
    }
  };

  return {
    subscribers: () => subscribers,
    join(args, credential, makeContext) {
      const key = keyOf(args, credential);
      const group = groups.get(key) ?? { id: created++, members: 0 };
      groups.set(key, group);
      group.members += 1;
      subscribers += 1;
      return {
        payloadOf(event) {
          const work = () =>
            inSpan(deliverySpan(tracing, event, group.members), () =>
              run({ ...args, rootValue: event }, group, makeContext),
            );
          const position = positionOf(event);
          if (position === null) return work();
          const place = `${group.id} ${position}`;
          const known = results.get(place);
          if (known !== undefined) return known;
          const payload = work();
          results.set(place, payload);
          measure(place, payload).catch(() => results.delete(place));
          return payload;
        },
        leave() {
          group.members -= 1;
          subscribers -= 1;
          if (group.members === 0 && groups.get(key) === group) groups.delete(key);
        },
      };
    },
  };
}

/** One for all who are sent the same: the end of the trace that began with a webhook. */
function deliverySpan(tracing: Tracing, event: unknown, subscribers: number): Span {
  const { trace } = event as Partial<FeedEvent>;
  return typeof trace === "string"
    ? tracing.start("event delivered", trace, { "callthread.subscribers": subscribers })
    : NO_TRACING.start("event delivered", undefined, {});
}

const positionOf = (event: unknown): number | null =>
  typeof event === "object" && event !== null && "position" in event && typeof event.position === "number"
    ? event.position
    : null;

function keyOf({ document, operationName, variableValues }: ExecutionArgs, { id, scopes }: Credential): string {
  const used = variablesInSelection(document, operationName ?? null);
  const values = used.map((name) => [name, variableValues?.[name] ?? null]);
  return JSON.stringify([id, [...scopes].sort(), operationName ?? null, values, document.loc?.source.body ?? null]);
}

const remembered = new WeakMap<DocumentNode, Map<string | null, readonly string[]>>();

/** Arguments of the subscription itself choose events (`after`, `customerId`); they make no difference to one that is sent. */
function variablesInSelection(document: DocumentNode, operationName: string | null): readonly string[] {
  const known = remembered.get(document) ?? new Map<string | null, readonly string[]>();
  remembered.set(document, known);
  const names = known.get(operationName);
  if (names !== undefined) return names;
  const operation = getOperationAST(document, operationName);
  const root = operation?.selectionSet.selections[0];
  const found = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Argument: (_node, _key, _parent, _path, ancestors) => (ancestors.at(-1) === root ? false : undefined),
    Variable: (node) => void found.add(node.name.value),
  });
  const sorted = [...found].sort();
  known.set(operationName, sorted);
  return sorted;
}
