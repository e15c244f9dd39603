/** What RingCentral's AI says of one recording, in Callthread's words. */
export interface RecordingInsights {
  readonly rcRecordingId: string;
  readonly telephonySessionId: string | null;
  /** When the recording began: later than the call. */
  readonly startedAt: Date;
  /** Of the recording, whole seconds; null where not said. */
  readonly durationSeconds: number | null;
  /** null where not said, or where every speaker is one of ours. */
  readonly direction: "INBOUND" | "OUTBOUND" | null;
  /** RingCentral's `lastModifiedTime`: an older analysis never replaces a newer one. */
  readonly modifiedAt: Date;
  /** By start; null where there is no transcript (yet). Never empty. */
  readonly segments: readonly InsightsSegment[] | null;
  readonly summary: string | null;
  readonly bullets: readonly string[];
  readonly highlights: readonly string[];
  readonly nextSteps: readonly string[];
  /** RingCentral's `AIScore` as text, e.g. `8`. */
  readonly score: string | null;
  /** Notes taken by AI during the call, lines separated by newlines. */
  readonly notes: string | null;
  readonly sentiment: "POSITIVE" | "NEUTRAL" | "NEGATIVE" | null;
  /** Numbers of the sides as received; null where no speaker of that side has one. */
  readonly outsidePhone: string | null;
  readonly insidePhone: string | null;
}

export interface InsightsSegment {
  /** `unknown` where nothing tells whether the speaker is one of ours. */
  readonly speaker: "customer" | "agent" | "unknown";
  readonly name: string | null;
  readonly text: string;
  /** Seconds from the start of the recording; null where not said. */
  readonly startSeconds: number | null;
  readonly endSeconds: number | null;
}

/**
 * Two analyses of one recording as one. With AI Notes two events come for a recording, and one may lack what the other
 * has; later it may be analysed anew. Field by field the later analysis wins, and what it lacks is taken from the
 * earlier, so that the order of arrival does not matter and a repetition changes nothing.
 */
export function mergeInsights(one: RecordingInsights, other: RecordingInsights): RecordingInsights {
  const oneIsNewer = one.modifiedAt >= other.modifiedAt;
  const [newer, older] = oneIsNewer ? [one, other] : [other, one];
  const prefer: Preference =
    newer.modifiedAt.getTime() === older.modifiedAt.getTime() ? fuller : (later, earlier) => later ?? earlier;
  const list = (field: "bullets" | "highlights" | "nextSteps"): readonly string[] =>
    prefer(present(newer[field]), present(older[field])) ?? [];
  return {
    rcRecordingId: newer.rcRecordingId,
    telephonySessionId: prefer(newer.telephonySessionId, older.telephonySessionId),
    startedAt: prefer(newer.startedAt, older.startedAt) ?? newer.startedAt,
    durationSeconds: prefer(newer.durationSeconds, older.durationSeconds),
    direction: prefer(newer.direction, older.direction),
    modifiedAt: newer.modifiedAt,
    segments: prefer(present(newer.segments), present(older.segments)),
    summary: prefer(newer.summary, older.summary),
    bullets: list("bullets"),
    highlights: list("highlights"),
    nextSteps: list("nextSteps"),
    score: prefer(newer.score, older.score),
    notes: prefer(newer.notes, older.notes),
    sentiment: prefer(newer.sentiment, older.sentiment),
    outsidePhone: prefer(newer.outsidePhone, older.outsidePhone),
    insidePhone: prefer(newer.insidePhone, older.insidePhone),
  };
}

type Preference = <Value>(later: Value | null, earlier: Value | null) => Value | null;

/** An empty list says as little as a missing one. */
const present = <Value>(values: readonly Value[] | null): readonly Value[] | null =>
  values !== null && values.length > 0 ? values : null;

/** Of two analyses of the same instant the one that says more, by an order that does not depend on who came first. */
const fuller: Preference = (one, other) => {
  if (one === null || other === null) return one ?? other;
  const [first, second] = [JSON.stringify(one), JSON.stringify(other)];
  if (first.length !== second.length) return first.length > second.length ? one : other;
  return first >= second ? one : other;
};
