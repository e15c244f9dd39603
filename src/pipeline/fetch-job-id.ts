import { createHash } from "node:crypto";

/**
 * The id of the job that makes this attempt (from 1) to fetch a recording's transcript, so that whoever stores the transcript
 * before can withdraw it. An attempt that is only put off gets another job, with an id of its own.
 */
export function fetchJobId(recordingId: string, attempt: number): string {
  const hex = createHash("sha256").update(`${recordingId} ${attempt}`).digest("hex");
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
