import { registerEnumType } from "type-graphql";

export const CallDirection = { INBOUND: "INBOUND", OUTBOUND: "OUTBOUND", INTERNAL: "INTERNAL" } as const;
export type CallDirection = keyof typeof CallDirection;

registerEnumType(CallDirection, {
  name: "CallDirection",
  description: "Which way a call went, seen from the business.",
  valuesConfig: {
    INBOUND: { description: "Somebody called the business." },
    OUTBOUND: { description: "The business called somebody." },
    INTERNAL: { description: "Between two of the business's own lines." },
  },
});

export const Sentiment = { POSITIVE: "POSITIVE", NEUTRAL: "NEUTRAL", NEGATIVE: "NEGATIVE" } as const;
export type Sentiment = keyof typeof Sentiment;

registerEnumType(Sentiment, {
  name: "Sentiment",
  description: "The mood of a call as a whole.",
  valuesConfig: {
    POSITIVE: { description: "Pleased." },
    NEUTRAL: { description: "Neither." },
    NEGATIVE: { description: "Displeased." },
  },
});

export const TranscriptStatus = {
  PENDING: "PENDING",
  READY: "READY",
  UNAVAILABLE: "UNAVAILABLE",
  EXPIRED: "EXPIRED",
} as const;
export type TranscriptStatus = keyof typeof TranscriptStatus;

registerEnumType(TranscriptStatus, {
  name: "TranscriptStatus",
  description: "Whether the call's transcript is there.",
  valuesConfig: {
    PENDING: { description: "Awaited: it arrives seconds to an hour after the call." },
    READY: { description: "Stored." },
    UNAVAILABLE: { description: "It did not arrive in time; should it still come, it is taken." },
    EXPIRED: { description: "It was kept as long as words are kept here; the call and its link stay." },
  },
});

/** Names in GraphQL, values as stored in segments and evidence. */
export const SpeakerRole = { CUSTOMER: "customer", AGENT: "agent", UNKNOWN: "unknown" } as const;
export type SpeakerRole = (typeof SpeakerRole)[keyof typeof SpeakerRole];

registerEnumType(SpeakerRole, {
  name: "SpeakerRole",
  description: "Who spoke.",
  valuesConfig: {
    CUSTOMER: { description: "The outside party." },
    AGENT: { description: "Somebody of the business." },
    UNKNOWN: { description: "The transcript does not say." },
  },
});
