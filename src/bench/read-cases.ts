import type { Ask } from "./load.js";
import type { ReadSubjects } from "./read-subjects.js";

/** One kind of request, put to each server that can answer it. */
export interface ReadCase {
  readonly name: string;
  readonly callthread: readonly Ask[];
  readonly postgraphile?: readonly Ask[];
  /** Asked of a Callthread that keeps no answers: what everybody's first request costs. */
  readonly isOfForgetful?: boolean;
  /** A bare handler with one statement. */
  readonly limit?: readonly Ask[];
}

const graphql = (query: string, all: readonly Record<string, unknown>[]): Ask[] =>
  all.map((variables) => ({ path: "/graphql", body: JSON.stringify({ query, variables }) }));
const get = (path: string, values: readonly string[]): Ask[] =>
  values.map((value) => ({ path: `${path}?of=${encodeURIComponent(value)}` }));

const HISTORY = `query History($id: ID!) { customer(id: $id) { name history(first: 20) {
  edges { cursor node { id callStartedAt durationSeconds direction fromPhone toPhone transcriptExcerpt
    insights { summary sentiment nextSteps } booking { id title eventDate } link { status customerConfidence bookingConfidence } } }
  pageInfo { hasNextPage endCursor } } } }`;
const PEER_HISTORY = `query History($id: UUID!) { bookingsCustomerByRowId(rowId: $id) { name callRecordingsByCustomerId(first: 20, orderBy: CALL_STARTED_AT_DESC) {
  edges { cursor node { rowId callStartedAt durationSeconds direction fromPhone toPhone excerpt
    rcAiInsights sentiment bookingsBookingByBookingId { rowId title eventDate } linkStatus customerConfidence bookingConfidence } }
  pageInfo { hasNextPage endCursor } } } }`;
const AI_CONTEXT = "query Context($id: ID!) { customer(id: $id) { aiContext } }";
const ASKED = "query Asked($id: ID!, $question: String!) { customer(id: $id) { aiContext(question: $question) } }";
const QUESTIONS = [
  "What is anybody allergic to, and where do they want to sit?",
  "When will the invoice be sent?",
  "How many guests are coming to the party?",
  "Who in the family eats no meat?",
  "Which evening do they want to be called?",
];
/** The facts that a context is written from; nobody else writes one. */
const PEER_FACTS = `name bookingsCustomerPhonesByCustomerId { nodes { phoneE164 } }
  bookingsBookingsByCustomerId(first: 10) { nodes { rowId eventDate status title guestCount venue notes } }
  callRecordingsByCustomerId(first: 10, orderBy: CALL_STARTED_AT_DESC) { nodes { rowId callStartedAt durationSeconds direction
    sentiment topics bookingId customerConfidence rcAiInsights callStatementsByRecordingId { nodes { kind offsetSeconds text } } } }`;
const BOOKING = `query Booking($id: ID!) { booking(id: $id) { title context { before { id callStartedAt } during { id callStartedAt }
  after { id callStartedAt } concerns requests feedback } } }`;
const PEER_BOOKING = `query Booking($id: UUID!) { bookingsBookingByRowId(rowId: $id) { title } benchCallsOf(booking: $id, first: 50) {
  nodes { rowId callStartedAt rcAiInsights transcriptSegments } } }`;
const AGENT = "query Agent($phone: String!) { customerByPhone(phone: $phone) { name aiContext } }";
const PEER_AGENT = `query Agent($phone: String!) { allBookingsCustomerPhones(condition: { phoneE164: $phone }) { nodes {
  bookingsCustomerByCustomerId { ${PEER_FACTS} } } } }`;
export const SEARCH = `query Search($query: String!, $filter: TranscriptFilter, $first: Int, $after: String) {
  searchTranscripts(query: $query, filter: $filter, first: $first, after: $after) { totalCount
    edges { cursor score node { id callStartedAt customer { name } } highlights { text speaker offsetSeconds ranges { start end } } }
    pageInfo { hasNextPage endCursor } } }`;
const PEER_SEARCH = `query Search($query: String!) { benchSearch(query: $query, first: 20) { totalCount edges { cursor node {
  rowId callStartedAt excerpt bookingsCustomerByCustomerId { name } } } pageInfo { hasNextPage endCursor } } }`;

/** `page50` are cursors behind the 49th page of the common words, in their order. */
export function readCases(subjects: ReadSubjects, page50: readonly { query: string; after: string }[]): ReadCase[] {
  const { customers, bookings, phones, rareWords, commonWords, threeWords, phrases, misspelt, until } = subjects;
  const search = (queries: readonly string[], filterOf?: (index: number) => object): readonly Ask[] =>
    graphql(
      SEARCH,
      queries.map((query, index) => ({ query, first: 20, filter: filterOf?.(index) ?? null })),
    );
  const found = (queries: readonly string[]) => ({
    callthread: search(queries),
    postgraphile: graphql(
      PEER_SEARCH,
      queries.map((query) => ({ query })),
    ),
    limit: get("/search", queries),
  });
  const common = Array.from({ length: 100 }, (_one, index) => commonWords[index % commonWords.length] ?? "");
  const ids = (all: readonly string[]) => all.map((id) => ({ id }));
  return [
    {
      name: "history",
      ...{ callthread: graphql(HISTORY, ids(customers)), postgraphile: graphql(PEER_HISTORY, ids(customers)) },
      limit: get("/history", customers),
    },
    {
      name: "aiContext",
      callthread: graphql(AI_CONTEXT, ids(customers)),
      postgraphile: graphql(
        `query Facts($id: UUID!) { bookingsCustomerByRowId(rowId: $id) { ${PEER_FACTS} } }`,
        ids(customers),
      ),
      limit: get("/facts", customers),
    },
    {
      name: "aiContext with a question",
      callthread: graphql(
        ASKED,
        customers.map((id, index) => ({ id, question: QUESTIONS[index % QUESTIONS.length] })),
      ),
    },
    {
      ...{ name: "history, nothing kept", isOfForgetful: true },
      ...{ callthread: graphql(HISTORY, ids(customers)), limit: get("/history", customers) },
    },
    {
      ...{ name: "aiContext, nothing kept", isOfForgetful: true },
      ...{ callthread: graphql(AI_CONTEXT, ids(customers)), limit: get("/facts", customers) },
    },
    {
      name: "customerByPhone + aiContext",
      callthread: graphql(
        AGENT,
        phones.map((phone) => ({ phone })),
      ),
      postgraphile: graphql(
        PEER_AGENT,
        phones.map((phone) => ({ phone })),
      ),
    },
    {
      name: "booking.context",
      ...{ callthread: graphql(BOOKING, ids(bookings)), postgraphile: graphql(PEER_BOOKING, ids(bookings)) },
      limit: get("/booking", bookings),
    },
    { name: "search: rare word", ...found(rareWords) },
    { name: "search: common word", ...found(commonWords) },
    { name: "search: three words", ...found(threeWords) },
    { name: "search: phrase", ...found(phrases) },
    { name: "search: misspelt word", callthread: search(misspelt) },
    {
      name: "search: of a customer",
      callthread: search(common, (index) => ({ customerId: customers[index % customers.length] })),
    },
    {
      name: "search: of a booking",
      callthread: search(common, (index) => ({ bookingId: bookings[index % bookings.length] })),
    },
    {
      name: "search: of 90 days",
      callthread: search(common, () => ({ from: new Date(until.getTime() - 90 * 86_400_000) })),
    },
    { name: "search: negative", callthread: search(common, () => ({ sentiment: ["NEGATIVE"] })) },
    { name: "search: of a topic", callthread: search(common, () => ({ topic: "menu" })) },
    { name: "search: five minutes and longer", callthread: search(common, () => ({ minDurationSeconds: 300 })) },
    { name: "search: outbound", callthread: search(common, () => ({ direction: "OUTBOUND" })) },
    {
      name: "search: page 50",
      callthread: graphql(
        SEARCH,
        page50.map((page) => ({ ...page, first: 20 })),
      ),
    },
  ];
}
