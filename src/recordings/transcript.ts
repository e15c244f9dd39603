import { Field, Float, ObjectType } from "type-graphql";
import { PREPARED, type Sql } from "../database/sql.js";
import { SpeakerRole } from "./call-words.js";
import type { StoredSegment } from "./store.js";

@ObjectType({ simpleResolvers: true, description: "What one speaker said in one go." })
export class TranscriptSegment {
  @Field(() => SpeakerRole, { description: "Which side spoke." })
  speaker!: SpeakerRole;

  @Field(() => String, { nullable: true, description: "The speaker's name, where the telephony system knows it." })
  name!: string | null;

  @Field(() => String, { description: "What was said." })
  text!: string;

  @Field(() => Float, { nullable: true, description: "Seconds from the start of the recording; null where unknown." })
  startSeconds!: number | null;

  @Field(() => Float, { nullable: true, description: "Seconds from the start of the recording; null where unknown." })
  endSeconds!: number | null;
}

@ObjectType({ simpleResolvers: true, description: "What was said in a call." })
export class Transcript {
  @Field(() => String, {
    description: "The whole call, a line for each time somebody spoke: `Customer: …`, `Agent: …`.",
  })
  text!: string;

  @Field(() => [TranscriptSegment], { description: "The same by speaker and time, in the order of the call." })
  segments!: TranscriptSegment[];
}

/** One per recording, in the ids' order; null where there is no transcript. */
export async function transcriptsOf(sql: Sql, recordingIds: readonly string[]): Promise<(Transcript | null)[]> {
  const rows = await sql.query<{ id: string; text: string | null; segments: StoredSegment[] | null }>(
    `SELECT id, rc_transcript AS text, transcript_segments AS segments
       FROM call_recordings
      WHERE id = ANY($1::uuid[]) AND rc_transcript IS NOT NULL`,
    [recordingIds],
    PREPARED,
  );
  const byId = new Map(
    rows.map(({ id, text, segments }) => [id, { text: text ?? "", segments: (segments ?? []).map(segmentOf) }]),
  );
  return recordingIds.map((id) => byId.get(id) ?? null);
}

const segmentOf = ({ speaker, name, text, start, end }: StoredSegment): TranscriptSegment => ({
  speaker,
  name: name ?? null,
  text,
  startSeconds: start ?? null,
  endSeconds: end ?? null,
});
