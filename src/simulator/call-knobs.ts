import { z } from "zod";
import { DeliveryOverrides } from "./delivery.js";
import { INSIGHT_TYPES } from "./insight-types.js";
import { InsightsRequest, SegmentRequest } from "./spoken.js";

const Lag = z.union([z.int().min(0), z.literal("never")]);
/** Milliseconds, or "never". */
export type Lag = z.infer<typeof Lag>;

/** When a call's traces can be seen, in milliseconds after hang-up. */
export const CallTimers = z.strictObject({
  callLogAfterMs: Lag.optional().describe("Until the record is in the call log. Default 25 s."),
  recordingFieldAfterMs: Lag.optional().describe("Until the record names its recording. Default 60 s."),
  mediaAfterMs: Lag.optional().describe("Until the recording's metadata and sound can be fetched. Default 60 s."),
  insightsAfterMs: Lag.optional().describe("Until the insights can be read. Default: a seeded 5 to 30 minutes."),
  insightsEventLagMs: Lag.optional().describe(
    "From then to the insights event. Default 33 s as in RingCentral's own example, 0 where insightsAfterMs is given.",
  ),
});

const off = z.boolean().default(false);

/** What is unusual about one call. */
export const CallKnobs = z.strictObject({
  silent: off.describe("Without telephony events: only the call log tells of the call."),
  historical: off.describe("It was there all along: no events at all, and the log was last changed then, not now."),
  silentInsights: off.describe("Without an insights event: they are only found by asking."),
  licensed: z.boolean().default(true).describe("Whether the user is: if not, insights are 404 for ever, no event."),
  aiNotesFirst: off.describe("A first insights event and answer with CallNotes and Summary only, before the whole."),
  aiNotesAfterMs: z.int().min(0).optional().describe("Its moment after hang-up. Default: 40 % of the way."),
  highlightsSpelling: z
    .enum(["HighLights", "Highlights"])
    .default("HighLights")
    .describe("RingCentral's examples have the first, its specification the second."),
  omitInsights: z
    .array(z.enum([...INSIGHT_TYPES, "all"]))
    .default([])
    .describe("Insight types to leave out whatever is given; `all` leaves an empty object."),
  sortedTranscript: off.describe("Utterances in order; in RingCentral's own example they are not."),
  reanalysis: z
    .strictObject({
      afterMs: z.int().min(0).describe("After the first insights."),
      segments: z.array(SegmentRequest).optional(),
      insights: InsightsRequest.optional(),
    })
    .optional()
    .describe("A second analysis: a later lastModifiedTime, another event, and what it says anew."),
  inProgressRecord: off.describe("A record with result `In Progress` is in the log while the call runs."),
  logNumberStyle: z
    .enum(["e164", "digits", "national"])
    .default("e164")
    .describe("How the log writes phone numbers; old records are not E.164."),
  withheldStyle: z
    .enum(["missing", "empty", "anonymous"])
    .default("anonymous")
    .describe("A withheld number in events: no phoneNumber, an empty one, or the word `anonymous`."),
  recordingType: z.enum(["Automatic", "OnDemand"]).default("Automatic"),
  partiesTogether: off.describe("Parties of a session that change at about the same moment share a notification."),
  originType: z.string().default("Call").describe("origin.type of the events: Call, RingOut, Zoom … any text."),
  mediaRedirect: z
    .union([z.literal("self"), z.url()])
    .optional()
    .describe("The media host answers 302: to this address, or with `self` to another path of its own."),
  delivery: DeliveryOverrides.optional().describe("Delivery of this call's events; what is absent is as for all."),
});
