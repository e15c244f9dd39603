import type { DecidedCall } from "../pipeline/decided-calls.js";
import { transcriptText } from "../recordings/store.js";

/** A decided call as a line of the file that `evaluate linking` and `calibrate` read. */
export function labelLine({ recordingId, input, truth }: DecidedCall): string {
  const { call, customers, bookings, business } = input;
  return JSON.stringify({
    id: recordingId,
    source: "decisions",
    call: {
      startedAt: call.startedAt,
      timezone: business.timezone,
      direction: call.direction,
      fromPhone: call.fromPhone,
      toPhone: call.toPhone,
      transcript:
        call.segments === null
          ? null
          : transcriptText(
              call.segments.map(({ speaker, text, startSeconds, endSeconds }) => ({
                ...{ speaker, text, name: null, start: startSeconds, end: endSeconds },
              })),
            ),
      ...(call.insights === null ? {} : { insights: call.insights }),
    },
    customers: customers.map(({ id, name, phones, lastContactAt }) => ({
      ...{ id, name, phone: phones[0] ?? null, phones, lastContactAt },
    })),
    bookings,
    truth,
    meta: { dialogueId: recordingId },
  });
}
