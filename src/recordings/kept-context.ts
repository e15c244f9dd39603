import { ruledRead } from "../answer-basis.js";
import type { VersionedCustomer } from "../customers/customer-version.js";
import type { Sql } from "../database/sql.js";
import { notFound } from "../errors.js";
import type { RequestContext } from "../request-context.js";
import { type ContextFacts, type ContextKey, contextFactsOf } from "./ai-context-facts.js";

/**
 * The facts of today, kept for as long as the customer's version is the same and none of their events begins or counts as
 * past. Throws NOT_FOUND for a customer who was deleted meanwhile.
 */
export async function keptFacts(
  context: RequestContext,
  customer: VersionedCustomer,
  now: Date,
): Promise<ContextFacts> {
  const key = `facts ${customer.id}`;
  const kept = customer.version && context.answers.find<ContextFacts>(key, customer.version, now);
  if (kept) {
    if (kept.holdUntil !== null) context.basis.holdUntil(kept.holdUntil);
    return kept;
  }
  const facts = requireFacts(
    customer,
    await context.load(contextFactsNow, { customerId: customer.id, asOf: null, now }),
  );
  const { version, holdUntil } = facts;
  if (version !== customer.version) context.basis.open();
  if (holdUntil !== null) context.basis.holdUntil(holdUntil);
  if (version !== null) context.answers.keep(key, { version, value: facts, from: now, until: holdUntil });
  return facts;
}

/** As they were at `asOf`. */
export const readFacts = async (
  context: RequestContext,
  customer: VersionedCustomer,
  asOf: Date,
  now: Date,
): Promise<ContextFacts> =>
  requireFacts(customer, await context.load(contextFactsOf, { customerId: customer.id, asOf, now }));

const contextFactsNow = ruledRead((sql: Sql, keys: readonly ContextKey[]) => contextFactsOf(sql, keys));

function requireFacts({ id }: VersionedCustomer, facts: ContextFacts | null): ContextFacts {
  if (facts === null) throw notFound("customer", id);
  return facts;
}

const MINUTE_MS = 60_000;

interface KeptText {
  readonly text: string;
  readonly until: Date | null;
}

/** A text of today without a question, kept within the minute that it tells. */
export async function keptText(
  context: RequestContext,
  customer: VersionedCustomer,
  maxTokens: number,
  write: (facts: ContextFacts, now: Date) => string,
): Promise<string> {
  const now = context.basis.clock();
  context.basis.holdUntil(new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS - 1));
  const key = `context ${customer.id} ${maxTokens}`;
  const versionOf = (version: string) =>
    `${version} ${Math.floor(now.getTime() / MINUTE_MS)} ${context.business.timezone}`;
  const kept = customer.version && context.answers.find<KeptText>(key, versionOf(customer.version), now);
  if (kept) {
    if (kept.until !== null) context.basis.holdUntil(kept.until);
    return kept.text;
  }
  const facts = await keptFacts(context, customer, now);
  const { version, holdUntil: until } = facts;
  const text = write(facts, now);
  if (version !== null)
    context.answers.keep<KeptText>(key, { version: versionOf(version), value: { text, until }, from: now, until });
  return text;
}
