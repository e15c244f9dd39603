import { z } from "zod";
import { listOf, openEnum, optionalId, optionalInstant, optionalNumber, optionalText, wireId } from "./wire-values.js";

const speaker = z.looseObject({
  speakerId: wireId,
  name: optionalText,
  /** null for parties outside the account. */
  accountId: optionalId,
  extensionId: optionalId,
  phoneNumber: optionalText,
});

/** Offsets are seconds from the start of the recording; utterances overlap and come in any order. */
const utterance = z.looseObject({
  speakerId: optionalId,
  text: optionalText,
  start: optionalNumber,
  end: optionalNumber,
});

const values = listOf(z.looseObject({ value: optionalText }));

/** AI's analysis of one recording, from the API and, the same, as the body of an insights event. */
export const insightsPayload = z.looseObject({
  domain: openEnum,
  sourceRecordId: wireId,
  sourceSessionId: optionalId,
  callDirection: openEnum,
  ownerExtensionId: optionalId,
  recordingDurationMs: optionalNumber,
  recordingStartTime: optionalInstant,
  creationTime: optionalInstant,
  /** In RingCentral's own example a few milliseconds before `creationTime`. */
  lastModifiedTime: optionalInstant,
  speakerInfo: listOf(speaker),
  insights: z
    .looseObject({
      Transcript: listOf(utterance),
      Summary: values,
      BulletedSummary: values,
      // The guide spells it HighLights, the specification Highlights.
      Highlights: values,
      HighLights: values,
      NextSteps: values,
      AIScore: values,
      CallNotes: values,
      Sentiment: values,
    })
    .nullish()
    .catch(null),
});

export type InsightsPayload = z.output<typeof insightsPayload>;
export type InsightsSpeaker = z.output<typeof speaker>;
