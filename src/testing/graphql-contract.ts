/** What is used from outside and must stay: the schema may have more, never less. */
export const CONTRACT = `
  scalar DateTime
  scalar JSON

  type Query {
    customer(id: ID!): Customer
    customerByPhone(phone: String!): [Customer!]!
    customers(search: String, first: Int, after: String): CustomerConnection!
    booking(id: ID!): Booking
    callRecording(id: ID!): CallRecording
    searchTranscripts(query: String!, filter: TranscriptFilter, orderBy: SearchOrder, first: Int, after: String): TranscriptSearchConnection!
    reviewQueue(reason: ReviewReason, first: Int, after: String): CallRecordingConnection!
    pipelineStatus: PipelineStatus!
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
  type LinkEvidence { signal: String!, weight: Float!, detail: String! }
  type LinkCandidate { probability: Float!, customer: Customer, booking: Booking }
  type LinkDecision { decidedAt: DateTime! }

  type PageInfo { hasNextPage: Boolean!, hasPreviousPage: Boolean!, startCursor: String, endCursor: String }
  type CustomerConnection { edges: [CustomerEdge!]!, pageInfo: PageInfo!, totalCount: Int! }
  type CustomerEdge { cursor: String!, node: Customer! }
  type BookingConnection { edges: [BookingEdge!]!, pageInfo: PageInfo!, totalCount: Int! }
  type BookingEdge { cursor: String!, node: Booking! }
  type CallRecordingConnection { edges: [CallRecordingEdge!]!, pageInfo: PageInfo!, totalCount: Int! }
  type CallRecordingEdge { cursor: String!, node: CallRecording! }
  type TranscriptSearchConnection { edges: [TranscriptSearchEdge!]!, pageInfo: PageInfo!, totalCount: Int! }
  type TranscriptSearchEdge { cursor: String!, node: CallRecording!, score: Float!, highlights: [Highlight!]! }
  type Highlight { text: String!, offsetSeconds: Float }
  type PipelineStatus { lastWebhookAt: DateTime }

  type Mutation {
    upsertCustomers(input: [CustomerInput!]!): UpsertResult!
    upsertBookings(input: [BookingInput!]!): UpsertResult!
    ingestRecordings(input: [RecordingInput!]!): IngestResult!
    linkRecording(id: ID!, customerId: ID, bookingId: ID, note: String): CallRecording!
    confirmLink(id: ID!): CallRecording!
    unlinkRecording(id: ID!): CallRecording!
    relinkRecordings(filter: RelinkFilter!): RelinkResult!
    createCustomerFromRecording(id: ID!, name: String!): Customer!
    retryFailed(stage: PipelineStage): Int!
  }
  type UpsertResult { created: Int! }
  type IngestResult { created: Int! }
  type RelinkResult { queued: Int! }

  type Subscription {
    recordingLinked(after: String, customerId: ID, bookingId: ID, minConfidence: Float): LinkageEvent!
  }
  type LinkageEvent {
    cursor: String!
    type: LinkageEventType!
    occurredAt: DateTime!
    recording: CallRecording
    previous: PreviousLink
  }
  type PreviousLink { customer: Customer }

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
  input RecordingInput {
    externalId: String!
    callStartedAt: DateTime!
    direction: CallDirection!
    fromPhone: String
    toPhone: String
    durationSeconds: Int
    transcript: String
    segments: [SegmentInput!]
    insights: JSON
  }
  input SegmentInput { text: String! }
  input HistoryFilter { from: DateTime }
  input RelinkFilter { from: DateTime }
  input TranscriptFilter {
    customerId: ID
    bookingId: ID
    from: DateTime
    to: DateTime
    sentiment: [Sentiment!]
    direction: CallDirection
  }

  enum SearchOrder { RELEVANCE NEWEST }
  enum BookingStatus { PENDING CONFIRMED IN_PROGRESS COMPLETED CANCELLED }
  enum CallDirection { INBOUND OUTBOUND INTERNAL }
  enum Sentiment { POSITIVE NEUTRAL NEGATIVE }
  enum LinkStatus { PENDING LINKED CUSTOMER_ONLY NEEDS_REVIEW UNMATCHED NOT_LINKABLE }
  enum LinkSource { AUTO PERSON }
  enum ReviewReason { SHARED_NUMBER UNKNOWN_CALLER AMBIGUOUS_BOOKING WEAK_BOOKING NAME_MISMATCH }
  enum PipelineStage { RECEIVE FETCH_TRANSCRIPT LINK PUBLISH }
  enum LinkageEventType { LINKED RELINKED UNLINKED SENT_TO_REVIEW UNMATCHED ERASED }
`;
