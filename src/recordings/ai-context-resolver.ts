import { GraphQLDateTime } from "graphql-scalars";
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import { Customer } from "../customers/customer.js";
import { badInput, notFound } from "../errors.js";
import type { RequestContext } from "../request-context.js";
import { AiContextDetails } from "./ai-context-details.js";
import { contextFactsOf } from "./ai-context-facts.js";
import { contextPassages } from "./context-passages.js";
import { describeCustomer } from "./describe-customer.js";
import { LONGEST_QUERY } from "./search-query.js";
import { LARGEST_CONTEXT, SMALLEST_CONTEXT, USUAL_CONTEXT, writeContext } from "./write-context.js";

interface Asked {
  readonly question: string | null;
  readonly asOf: Date | null;
  /** Of the passages for the question. */
  readonly maxTokens: number;
}

@Resolver(() => Customer)
export class AiContextResolver {
  @FieldResolver(() => String, {
    description:
      "What an AI agent should know before it speaks with the customer: allergies and needs, the last five calls, action items, preferences, bookings, each with its call. What callers said is quoted and labelled as untrusted. Never more than maxTokens. Scope: context.",
  })
  async aiContext(
    @Root() customer: Customer,
    @Ctx() context: RequestContext,
    @Arg("maxTokens", () => Int, {
      nullable: true,
      description: `From ${SMALLEST_CONTEXT} to ${LARGEST_CONTEXT}; ${USUAL_CONTEXT} where absent.`,
    })
    maxTokens: number | null | undefined,
    @Arg("question", () => String, {
      nullable: true,
      description:
        "Brings the passages of the customer's calls and bookings that answer it, or says that nothing does.",
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
    const details = await detailsOf(context, customer.id, {
      ...readAsked(question, asOf, context.now()),
      maxTokens: budget,
    });
    return writeContext(details, budget);
  }

  @FieldResolver(() => AiContextDetails, { description: "The same as `aiContext`, structured. Scope: context." })
  aiContextDetails(
    @Root() customer: Customer,
    @Ctx() context: RequestContext,
    @Arg("question", () => String, {
      nullable: true,
      description:
        "Brings the passages of the customer's calls and bookings that answer it, or says that nothing does.",
    })
    question: string | null | undefined,
    @Arg("asOf", () => GraphQLDateTime, {
      nullable: true,
      description: "What was known at this instant; now where absent.",
    })
    asOf: Date | null | undefined,
  ): Promise<AiContextDetails> {
    requireScope(context, "context");
    return detailsOf(context, customer.id, { ...readAsked(question, asOf, context.now()), maxTokens: USUAL_CONTEXT });
  }
}

async function detailsOf(context: RequestContext, customerId: string, asked: Asked): Promise<AiContextDetails> {
  const now = context.now();
  const facts = await context.load(contextFactsOf, { customerId, asOf: asked.asOf, now });
  if (facts === null) throw notFound("customer", customerId);
  const moment = { asOf: asked.asOf ?? now, now, timezone: context.business.timezone };
  if (asked.question === null) return describeCustomer(facts, moment);
  return describeCustomer(
    facts,
    moment,
    await contextPassages(context.read, facts, { ...asked, question: asked.question }),
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

function readAsked(question: string | null | undefined, asOf: Date | null | undefined, now: Date) {
  if (asOf != null && asOf > now)
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
