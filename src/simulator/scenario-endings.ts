import type { LogRecord, Recording } from "./call.js";
import type { CallScript } from "./call-script.js";
import type { Ringing } from "./ringing.js";

/** A recording's id is announced a moment after the call is answered. */
export const RECORDING_BEGINS_AFTER_MS = 400;
/** The other side's end follows the agent's by some milliseconds. */
const OTHER_SIDE_AFTER_MS = 4;

export const announced = (recordings: readonly Recording[], activeId: string | null = null) => ({
  recordings: recordings.map(({ id }) => ({ id, active: id === activeId })),
});

/** They talk, one recording runs from answer to hang-up. Serves `short-recording` too. */
export function talk(script: CallScript, ringing: Ringing): void {
  const { agent, customer, direction, answersAtMs } = ringing;
  const recording = script.record(agent, customer, direction, answersAtMs, [answersAtMs, script.endsAtMs]);
  answer(ringing);
  agent.says(answersAtMs + RECORDING_BEGINS_AFTER_MS, "Answered", announced([recording], recording.id));
  agent.says(script.endsAtMs, "Disconnected", announced([recording]));
  customer.says(script.endsAtMs + OTHER_SIDE_AFTER_MS, "Disconnected");
  script.log(logRecord(script, ringing, [recording]));
}

/** They talk; the agent stops the recording and starts another one. */
export function talkTwiceRecorded(script: CallScript, ringing: Ringing): void {
  const { agent, customer, direction, answersAtMs } = ringing;
  const splitAtMs = middleOf(script, answersAtMs);
  const first = script.record(agent, customer, direction, answersAtMs, [answersAtMs, splitAtMs]);
  const second = script.record(agent, customer, direction, answersAtMs, [splitAtMs, script.endsAtMs]);
  answer(ringing);
  agent.says(answersAtMs + RECORDING_BEGINS_AFTER_MS, "Answered", announced([first], first.id));
  agent.says(splitAtMs, "Answered", announced([first]));
  agent.says(splitAtMs, "Answered", announced([first, second], second.id));
  agent.says(script.endsAtMs, "Disconnected", announced([first, second]));
  customer.says(script.endsAtMs + OTHER_SIDE_AFTER_MS, "Disconnected");
  script.log(logRecord(script, ringing, [first, second]));
}

/** Nobody picks up. */
export function noAnswer(script: CallScript, ringing: Ringing): void {
  ringing.agent.says(script.endsAtMs, "Disconnected", { missedCall: true });
  ringing.customer.says(script.endsAtMs + OTHER_SIDE_AFTER_MS, "Disconnected");
  script.log({ ...logRecord(script, ringing, []), result: "Missed" });
}

/** The mailbox picks up. A voicemail is a message, not a call recording. */
export function mailbox(script: CallScript, ringing: Ringing): void {
  ringing.agent.says(ringing.answersAtMs, "VoiceMail");
  ringing.agent.says(script.endsAtMs, "Disconnected");
  ringing.customer.says(script.endsAtMs + OTHER_SIDE_AFTER_MS, "Disconnected");
  script.log({ ...logRecord(script, ringing, []), result: "Voicemail" });
}

export function answer({ agent, answersAtMs, whenAnswered }: Ringing): void {
  whenAnswered(answersAtMs);
  agent.says(answersAtMs, "Answered");
}

/** Where a conversation is cut in two: before the sentence that begins past its middle, so that nothing said is lost. */
export function middleOf(script: CallScript, answersAtMs: number): number {
  const middleSeconds = (script.endsAtMs - answersAtMs) / 2000;
  const starts = script.plan.segments.map(({ start }) => start).filter((start) => start >= middleSeconds);
  return answersAtMs + Math.round(1000 * Math.min(...starts, middleSeconds * 1.5));
}

/** The record of one session: the first recording on the record and its master leg, each further one on a leg. */
export function logRecord(
  script: CallScript,
  ringing: Ringing,
  recordings: readonly Recording[],
): Omit<LogRecord, "id" | "amendedAtMs" | "shortRecording"> {
  const { agent, direction, logFrom, logTo, internalType } = ringing;
  const isInternal = internalType === "Sip";
  const action = isInternal ? "VoIP Call" : "Phone Call";
  const result = direction === "Inbound" ? "Accepted" : "Call connected";
  const leg = (recording: Recording | undefined, master: boolean) => ({
    startsAtMs: master ? script.startsAtMs : (recording?.startsAtMs ?? script.startsAtMs),
    endsAtMs: master ? script.endsAtMs : (recording?.endsAtMs ?? script.endsAtMs),
    legType: master ? "Accept" : "TransferCall",
    action,
    result,
    extension: recording?.agent ?? agent.extension,
    master,
    recordingId: recording?.id ?? null,
  });
  return {
    sessionId: agent.session.sessionId,
    telephonySessionId: agent.session.telephonySessionId,
    partyId: agent.id,
    startsAtMs: script.startsAtMs,
    endsAtMs: script.endsAtMs,
    direction,
    action,
    result,
    internalType,
    transport: isInternal ? "VoIP" : "PSTN",
    from: logFrom,
    to: logTo,
    extension: agent.extension,
    recordingId: recordings[0]?.id ?? null,
    legs: [leg(recordings[0], true), ...recordings.slice(1).map((recording) => leg(recording, false))],
  };
}
