import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";
import { buildAppSchema } from "../app-schema.js";
import { printGraphqlSchema } from "./schema.js";

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildAppSchema(null);
});

/** What is used from outside and must stay, as far as customers, bookings and recordings go. */
const CONTRACT = `
  scalar DateTime
  type Query {
    customer(id: ID!): Customer
    customerByPhone(phone: String!): [Customer!]!
    customers(search: String, first: Int, after: String): CustomerConnection!
    booking(id: ID!): Booking
    callRecording(id: ID!): CallRecording
    reviewQueue(reason: ReviewReason, first: Int, after: String): CallRecordingConnection!
  }
  type Customer {
    id: ID!
    name: String!
    phones: [String!]!
    bookings(status: [BookingStatus!], first: Int, after: String): BookingConnection!
    history(first: Int = 20, after: String, filter: HistoryFilter): CallRecordingConnection!
  }
  type Booking {
    id: ID!
    customer: Customer!
    eventDate: DateTime!
    guestCount: Int
    status: BookingStatus!
    title: String
    context: BookingContext!
  }
  type BookingContext {
    before: [CallRecording!]!
    during: [CallRecording!]!
    after: [CallRecording!]!
    concerns: [String!]!
    requests: [String!]!
    feedback: [String!]!
  }
  type CallRecording {
    id: ID!
    callStartedAt: DateTime!
    durationSeconds: Int!
    direction: CallDirection!
    fromPhone: String
    toPhone: String
    transcript: Transcript
    transcriptExcerpt(length: Int = 200): String
    insights: CallInsights
    customer: Customer
    booking: Booking
    link: Link!
  }
  type Transcript { text: String!, segments: [TranscriptSegment!]! }
  type TranscriptSegment { text: String! }
  type CallInsights { summary: String, sentiment: Sentiment }
  type Link {
    status: LinkStatus!
    customerConfidence: Float
    bookingConfidence: Float
    source: LinkSource
    evidence: [LinkEvidence!]!
    candidates: [LinkCandidate!]!
    decidedAt: DateTime
    history: [LinkDecision!]!
  }
  type LinkEvidence { signal: String!, weight: Float! }
  type LinkCandidate { probability: Float! }
  type LinkDecision { decidedAt: DateTime! }
  type PageInfo { hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String, endCursor: String }
  type CustomerConnection { edges: [CustomerEdge!]!, pageInfo: PageInfo!, totalCount: Int! }
  type CustomerEdge { cursor: String!, node: Customer! }
  type BookingConnection { edges: [BookingEdge!]!, pageInfo: PageInfo!, totalCount: Int! }
  type BookingEdge { cursor: String!, node: Booking! }
  type CallRecordingConnection { edges: [CallRecordingEdge!]!, pageInfo: PageInfo!, totalCount: Int! }
  type CallRecordingEdge { cursor: String!, node: CallRecording! }
  type Mutation {
    upsertCustomers(input: [CustomerInput!]!): UpsertResult!
    upsertBookings(input: [BookingInput!]!): UpsertResult!
  }
  type UpsertResult { created: Int! }
  input CustomerInput { id: ID, externalId: String, name: String!, phones: [String!]!, email: String }
  input BookingInput {
    id: ID
    externalId: String
    customerId: ID
    customerExternalId: String
    eventDate: DateTime!
    guestCount: Int
    status: BookingStatus
    title: String
    venue: String
    notes: String
  }
  input HistoryFilter { from: DateTime }
  enum BookingStatus { PENDING CONFIRMED IN_PROGRESS COMPLETED CANCELLED }
  enum CallDirection { INBOUND OUTBOUND INTERNAL }
  enum Sentiment { POSITIVE NEUTRAL NEGATIVE }
  enum LinkStatus { PENDING LINKED CUSTOMER_ONLY NEEDS_REVIEW UNMATCHED NOT_LINKABLE }
  enum LinkSource { AUTO PERSON }
  enum ReviewReason { SHARED_NUMBER UNKNOWN_CALLER AMBIGUOUS_BOOKING WEAK_BOOKING NAME_MISMATCH }
`;

describe("the schema", () => {
  it("keeps the contract", () => {
    expect(findBreakingChanges(buildSchema(CONTRACT), schema)).toEqual([]);
  });

  it("describes every type, field, argument and value", () => {
    const bare: string[] = [];
    const check = (name: string, thing: { description?: string | null | undefined }) => {
      if (!thing.description?.trim()) bare.push(name);
    };
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    for (const type of Object.values(schema.getTypeMap())) {
      if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
      if (!roots.includes(type as never)) check(type.name, type);
      if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field);
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field);
        for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument);
      }
    }
    expect(bare).toEqual([]);
  });

  it("lets nobody without a scope look along an edge, whatever led there", async () => {
    const context = { credential: { id: "k", name: "Nothing", scopes: [] }, load: () => Promise.resolve(null) };
    const open: string[] = [];
    for (const name of ["Customer", "Booking", "CallRecording", "Link", "LinkCandidate", "LinkDecision"]) {
      const type = schema.getType(name);
      if (!isObjectType(type)) throw new Error(`${name} is no object type.`);
      for (const { name: field, resolve } of Object.values(type.getFields())) {
        if (resolve === undefined) continue;
        const attempt = async () =>
          resolve({ id: "x", customerId: "x" }, {}, context, { fieldNodes: [], fragments: {} } as never);
        await attempt().then(
          () => open.push(`${name}.${field}`),
          (error: unknown) => expect(error).toMatchObject({ code: "FORBIDDEN" }),
        );
      }
    }
    // What was decided is the answer of a decision; its grounds are edges again.
    expect(open).toEqual(["CallRecording.link"]);
  });

  it("prints as a schema that reads back as the same", () => {
    const printed = printGraphqlSchema(schema);
    expect(printGraphqlSchema(buildSchema(printed))).toBe(printed);
  });
});
