import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Ctx, Extensions, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import { Customer } from "../customers/customer.js";
import { KEPT_BY_VERSION, type VersionedCustomer } from "../customers/customer-version.js";
import { badInput } from "../errors.js";
import type { RequestContext } from "../request-context.js";
import { AiContextDetails } from "./ai-context-details.js";
import { contextPassages } from "./context-passages.js";
import { describeCustomer } from "./describe-customer.js";
import { keptFacts, keptText, readFacts } from "./kept-context.js";
import { LONGEST_QUERY } from "./search-query.js";
import { searchesInTurn } from "./searches-in-turn.js";
import { LARGEST_CONTEXT, SMALLEST_CONTEXT, USUAL_CONTEXT, writeContext } from "./write-context.js";

interface Asked {
  readonly question: string | null;
  readonly asOf: Date | null;
  /** Of the passages for the question. */
  readonly maxTokens: number;
}

const QUESTION =
  "Brings the passages of the customer's calls and bookings that answer it, or says that nothing does; of several questions in one, for each.";

@Resolver(() => Customer)
export class AiContextResolver {
  @Extensions(KEPT_BY_VERSION)
  @FieldResolver(() => String, {
    description:
      "What an AI agent should know before it speaks with the customer: allergies and needs, the last five calls, action items, preferences, bookings, each with its call. What callers said is quoted and labelled as untrusted. Never more than maxTokens. Scope: context.",
  })
  async aiContext(
    @Root() customer: VersionedCustomer,
    @Ctx() context: RequestContext,
    @Arg("maxTokens", () => Int, {
      nullable: true,
      description: `From ${SMALLEST_CONTEXT} to ${LARGEST_CONTEXT}; ${USUAL_CONTEXT} where absent.`,
    })
    maxTokens: number | null | undefined,
    @Arg("question", () => String, {
      nullable: true,
      description: QUESTION,
    })
    question: string | null | undefined,
    @Arg("asOf", () => GraphQLDateTime, {
      nullable: true,
      description: "What was known at this instant; now where absent.",
    })
    asOf: Date | null | undefined,
  ): Promise<string> {
    requireScope(context, "context");
    const budget = readBudget(maxTokens);
    const asked = { ...readAsked(question, asOf, context), maxTokens: budget };
    if (asked.question !== null || asked.asOf !== null)
      return writeContext(await detailsOf(context, customer, asked), budget);
    const { timezone } = context.business;
    return keptText(context, customer, budget, (facts, now) =>
      writeContext(describeCustomer(facts, { asOf: now, now, timezone }), budget),
    );
  }

  @Extensions(KEPT_BY_VERSION)
  @FieldResolver(() => AiContextDetails, { description: "The same as `aiContext`, structured. Scope: context." })
  aiContextDetails(
    @Root() customer: VersionedCustomer,
    @Ctx() context: RequestContext,
    @Arg("question", () => String, {
      nullable: true,
      description: QUESTION,
    })
    question: string | null | undefined,
    @Arg("asOf", () => GraphQLDateTime, {
      nullable: true,
      description: "What was known at this instant; now where absent.",
    })
    asOf: Date | null | undefined,
  ): Promise<AiContextDetails> {
    requireScope(context, "context");
    return detailsOf(context, customer, { ...readAsked(question, asOf, context), maxTokens: USUAL_CONTEXT });
  }
}

async function detailsOf(
  context: RequestContext,
  customer: VersionedCustomer,
  { asOf, question, maxTokens }: Asked,
): Promise<AiContextDetails> {
  const now = context.now();
  const facts = asOf === null ? await keptFacts(context, customer, now) : await readFacts(context, customer, asOf, now);
  const moment = { asOf: asOf ?? now, now, timezone: context.business.timezone };
  if (question === null) return describeCustomer(facts, moment);
  return describeCustomer(
    facts,
    moment,
    await contextPassages(searchesInTurn(context), facts, { question, asOf, maxTokens, timezone: moment.timezone }),
  );
}

function readBudget(maxTokens: number | null | undefined): number {
  const budget = maxTokens ?? USUAL_CONTEXT;
  if (budget < SMALLEST_CONTEXT || budget > LARGEST_CONTEXT) {
    throw badInput(
      "maxTokens",
      `"maxTokens" takes a whole number from ${SMALLEST_CONTEXT} to ${LARGEST_CONTEXT}; it was ${budget}.`,
      "OUT_OF_RANGE",
    );
  }
  return budget;
}

function readAsked(
  question: string | null | undefined,
  asOf: Date | null | undefined,
  { now }: Pick<RequestContext, "now">,
): Omit<Asked, "maxTokens"> {
  if (asOf != null && asOf > now())
    throw badInput("asOf", '"asOf" takes an instant that is not in the future.', "IN_THE_FUTURE");
  if (question != null && question.length > LONGEST_QUERY) {
    throw badInput(
      "question",
      `"question" takes at most ${LONGEST_QUERY} characters; it had ${question.length}.`,
      "TOO_LONG",
    );
  }
  const text = question?.trim() ?? "";
  return { question: text === "" ? null : text, asOf: asOf ?? null };
}
