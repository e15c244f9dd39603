import { type DecodedRequest, unknownShape } from "./decoded-request.js";
import { insightsPayload } from "./insights-payload.js";
import { readInsights } from "./read-insights.js";
import { INSIGHTS_DOMAIN } from "./read-webhook.js";
import type { RecordingInsights } from "./recording-insights.js";

export interface InsightsRequests {
  fetchInsights(rcRecordingId: string): Promise<InsightsOutcome>;
}

export type InsightsOutcome =
  | { readonly kind: "ready"; readonly insights: RecordingInsights }
  /** Something is there, a transcript not (yet): RingCentral's notes come before its analysis. */
  | { readonly kind: "partial"; readonly insights: RecordingInsights }
  /** Not yet, and for ever where the call's user has no licence: RingCentral does not tell these apart. */
  | { readonly kind: "notReady" };

export const insightsRequests = ({ find }: DecodedRequest, now: () => Date): InsightsRequests => ({
  async fetchInsights(rcRecordingId) {
    const endpoint = "insights";
    const record = encodeURIComponent(rcRecordingId);
    const path = `/ai/ringsense/v1/public/accounts/~/domains/${INSIGHTS_DOMAIN}/records/${record}/insights`;
    const payload = await find({ endpoint, area: "insights", group: "light", method: "GET", path }, insightsPayload);
    if (payload === null) return { kind: "notReady" };
    const insights = readInsights(payload, null, now());
    if (insights === null) throw unknownShape(endpoint, "recordingStartTime");
    return { kind: insights.segments === null ? "partial" : "ready", insights };
  },
});
