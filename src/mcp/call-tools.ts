import { z } from "zod";
import { tokensOf } from "../recordings/token-budget.js";
import { agentTool, idOf, PAGE, pageInfo, quotation, quotations } from "./agent-tool.js";

const CALL = `fragment Call on CallRecording {
  id callStartedAt direction durationSeconds intent sentiment
  insights { summary nextSteps }
  customer { id name } booking { id title eventDate }
  link { status bookingConfidence explanation }
}`;

const call = z
  .object({
    id: z.string(),
    callStartedAt: z.string(),
    direction: z.string(),
    durationSeconds: z.number(),
    intent: z.string().nullable(),
    sentiment: z.string().nullable(),
    insights: z.object({ summary: quotation.nullable(), nextSteps: quotations }).nullable(),
    customer: z.object({ id: z.string(), name: quotation }).nullable(),
    booking: z.object({ id: z.string(), title: quotation.nullable(), eventDate: z.string() }).nullable(),
    link: z.object({ status: z.string(), bookingConfidence: z.number().nullable(), explanation: quotation.nullable() }),
  })
  .transform(({ insights, ...rest }) => ({ ...rest, ...insights }));

const calls = z.array(call);

const listCalls = agentTool({
  name: "list_customer_calls",
  title: "List a customer's calls",
  description:
    "A customer's recorded calls, the newest first: when, what for, the summary, and the booking it was about.",
  input: z.object({ customerId: idOf("customer"), ...PAGE }),
  document: `query ListCustomerCalls($customerId: ID!, $first: Int, $after: String) {
  customer(id: $customerId) {
    history(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor } edges { node { ...Call } } }
  }
} ${CALL}`,
  data: z.object({
    customer: z
      .object({
        history: z.object({ totalCount: z.number(), pageInfo, edges: z.array(z.object({ node: call })) }),
      })
      .nullable(),
  }),
  tell: ({ customer }) =>
    customer && {
      calls: customer.history.edges.map(({ node }) => node),
      ...{ totalCount: customer.history.totalCount, next: customer.history.pageInfo },
    },
});

const readBooking = agentTool({
  name: "read_booking_conversations",
  title: "Read what was said around a booking",
  description:
    "A booking with what its customer worried about, asked for and said of the event, and the calls before, during and after it.",
  input: z.object({ bookingId: idOf("booking") }),
  document: `query ReadBookingConversations($bookingId: ID!) {
  booking(id: $bookingId) {
    id title eventDate guestCount status venue notes customer { id name }
    context { concerns requests feedback before { ...Call } during { ...Call } after { ...Call } }
  }
} ${CALL}`,
  data: z.object({
    booking: z
      .object({
        id: z.string(),
        title: quotation.nullable(),
        eventDate: z.string(),
        guestCount: z.number().nullable(),
        status: z.string(),
        venue: quotation.nullable(),
        notes: quotation.nullable(),
        customer: z.object({ id: z.string(), name: quotation }),
        context: z.object({
          ...{ concerns: quotations, requests: quotations, feedback: quotations },
          ...{ before: calls, during: calls, after: calls },
        }),
      })
      .nullable(),
  }),
  tell: ({ booking }) => {
    if (booking === null) return null;
    const { context, ...facts } = booking;
    return { booking: facts, ...context };
  },
});

const searchCalls = agentTool({
  name: "search_calls",
  title: "Search all calls",
  description:
    'Full-text search over what was said in all recorded calls. All words must occur; "…" keeps words together; OR and - as in web search; a customer\'s name or a number finds their calls.',
  input: z.object({
    query: z.string().min(1).describe('What to look for, e.g. "peanut allergy".'),
    customerId: z.string().optional().describe("Only calls of this customer."),
    bookingId: z.string().optional().describe("Only calls about this booking."),
    from: z.iso
      .datetime({ offset: true })
      .optional()
      .describe("Only calls from this instant on, e.g. 2026-11-01T00:00:00Z."),
    to: z.iso.datetime({ offset: true }).optional().describe("Only calls before this instant."),
    ...PAGE,
  }),
  document: `query SearchCalls($query: String!, $filter: TranscriptFilter, $first: Int, $after: String) {
  searchTranscripts(query: $query, filter: $filter, first: $first, after: $after) {
    totalCount isTotalExact notice pageInfo { hasNextPage endCursor }
    edges { node { ...Call } highlights { text speaker offsetSeconds } }
  }
} ${CALL}`,
  data: z.object({
    searchTranscripts: z.object({
      ...{ totalCount: z.number(), isTotalExact: z.boolean(), notice: quotation.nullable(), pageInfo },
      edges: z.array(
        z.object({
          node: call,
          highlights: z.array(z.object({ text: quotation, speaker: z.string(), offsetSeconds: z.number().nullable() })),
        }),
      ),
    }),
  }),
  variables: ({ query, first, after, ...filter }) => ({ query, first, after, filter }),
  tell: ({ searchTranscripts: { edges, pageInfo: next, ...found } }) => ({
    ...found,
    calls: edges.map(({ node, highlights }) => ({ ...node, passages: highlights })),
    next,
  }),
});

/** A call of hours would fill a model's memory. */
const MOST_TOKENS = 4_000;

const turn = z.object({ speaker: z.string(), text: quotation, startSeconds: z.number().nullable() });

const readCall = agentTool({
  name: "read_call",
  title: "Read a call word by word",
  description: `What was said in a call, turn by turn, with seconds from its start; some ${MOST_TOKENS.toLocaleString("en")} tokens at a time.`,
  input: z.object({
    callId: idOf("call"),
    fromTurn: z.int().min(0).default(0).describe("The turn to begin with: `nextTurn` of the answer before."),
  }),
  document: `query ReadCall($callId: ID!) {
  callRecording(id: $callId) { id callStartedAt transcriptStatus transcript { segments { speaker text startSeconds } } }
}`,
  data: z.object({
    callRecording: z
      .object({
        ...{ id: z.string(), callStartedAt: z.string(), transcriptStatus: z.string() },
        transcript: z.object({ segments: z.array(turn) }).nullable(),
      })
      .nullable(),
  }),
  tell: ({ callRecording }, { fromTurn }) => {
    if (callRecording === null) return null;
    const { transcript, ...facts } = callRecording;
    const all = transcript?.segments ?? [];
    const turns = fitting(all.slice(fromTurn));
    const end = fromTurn + turns.length;
    return { ...facts, turns, nextTurn: end < all.length ? end : undefined };
  },
});

/** The first turns that fit; at least one, however long. */
function fitting(turns: readonly z.infer<typeof turn>[]): readonly z.infer<typeof turn>[] {
  let left = MOST_TOKENS;
  const end = turns.findIndex((one, i) => {
    left -= tokensOf(JSON.stringify(one));
    return left < 0 && i > 0;
  });
  return end < 0 ? turns : turns.slice(0, end);
}

/** What was said, by customer, booking, words or whole. */
export const CALL_TOOLS = [listCalls, readBooking, searchCalls, readCall];
