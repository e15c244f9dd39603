import type { VersionedCustomer } from "../customers/customer-version.js";
import { notFound } from "../errors.js";
import type { RequestContext } from "../request-context.js";
import { type ContextFacts, contextFactsOf } from "./ai-context-facts.js";

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
  if (kept) return kept;
  const facts = await readFacts(context, customer, null, now);
  const { version, holdUntil } = facts;
  if (version !== null) context.answers.keep(key, { version, value: facts, from: now, until: holdUntil });
  return facts;
}

/** As they were at `asOf`; null for now. */
export async function readFacts(
  context: RequestContext,
  { id: customerId }: VersionedCustomer,
  asOf: Date | null,
  now: Date,
): Promise<ContextFacts> {
  const facts = await context.load(contextFactsOf, { customerId, asOf, now });
  if (facts === null) throw notFound("customer", customerId);
  return facts;
}

/** A text of today without a question, kept within the minute that it tells. */
export async function keptText(
  context: RequestContext,
  customer: VersionedCustomer,
  maxTokens: number,
  write: (facts: ContextFacts, now: Date) => string,
): Promise<string> {
  const now = context.now();
  const key = `context ${customer.id} ${maxTokens}`;
  const versionOf = (version: string) =>
    `${version} ${Math.floor(now.getTime() / 60_000)} ${context.business.timezone}`;
  const kept = customer.version && context.answers.find<string>(key, versionOf(customer.version), now);
  if (kept) return kept;
  const facts = await keptFacts(context, customer, now);
  const text = write(facts, now);
  const { version, holdUntil } = facts;
  if (version !== null)
    context.answers.keep(key, { version: versionOf(version), value: text, from: now, until: holdUntil });
  return text;
}
