import type { CallScript } from "./call-script.js";
import { companyInLog } from "./call-script.js";
import type { Ringing } from "./ringing.js";
import { announced, answer, logRecord, middleOf, RECORDING_BEGINS_AFTER_MS } from "./scenario-endings.js";

/**
 * The first agent hands over unseen: their party is `Disconnected` with reason `BlindTransfer` while the call goes on
 * with a second agent in the same session. Two recordings, the second on a leg of the one log record.
 */
export function blindTransfer(script: CallScript, ringing: Ringing): void {
  const { agent, customer, direction, answersAtMs, outside, company } = ringing;
  const [, colleague] = script.agents();
  const movesAtMs = middleOf(script, answersAtMs);
  const first = script.record(agent, customer, direction, answersAtMs, [answersAtMs, movesAtMs]);
  const address = { ...company, name: colleague.name, extensionId: colleague.id };
  const second = script.party(agent.session, "Inbound", colleague, outside, address);
  const recording = script.record(second, customer, direction, answersAtMs, [movesAtMs, script.endsAtMs]);
  answer(ringing);
  agent.says(answersAtMs + RECORDING_BEGINS_AFTER_MS, "Answered", announced([first], first.id));
  agent.says(movesAtMs, "Disconnected", { reason: "BlindTransfer", ...announced([first]) });
  second.says(movesAtMs, "Setup");
  second.says(movesAtMs, "Proceeding");
  second.says(movesAtMs, "Answered");
  second.says(movesAtMs + RECORDING_BEGINS_AFTER_MS, "Answered", announced([recording], recording.id));
  second.says(script.endsAtMs, "Disconnected", announced([recording]));
  customer.says(script.endsAtMs, "Disconnected");
  script.log(logRecord(script, ringing, [first, recording]));
}

/**
 * The first agent consults a colleague in a second session, into which the customer then moves. The first recording is
 * last announced by `Gone`/`AttendedTransfer`, never by `Disconnected`. Two sessions, two log records.
 */
export function warmTransfer(script: CallScript, ringing: Ringing): void {
  const { agent, customer, direction, answersAtMs, outside } = ringing;
  const [, colleague] = script.agents();
  const movesAtMs = middleOf(script, answersAtMs);
  const first = script.record(agent, customer, direction, answersAtMs, [answersAtMs, movesAtMs]);
  const consultation = script.session();
  const internalTo = { phoneNumber: colleague.number, name: colleague.name, extensionId: colleague.id };
  const internalFrom = {
    phoneNumber: agent.extension.number,
    name: agent.extension.name,
    extensionId: agent.extension.id,
  };
  const consulting = script.party(consultation, "Outbound", agent.extension, internalFrom, internalTo);
  const consulted = script.party(consultation, "Inbound", colleague, internalFrom, internalTo);
  const moved = script.party(consultation, "Outbound", null, outside, internalTo);
  const recording = script.record(consulted, moved, direction, answersAtMs, [movesAtMs, script.endsAtMs]);
  const consultsAtMs = Math.max(answersAtMs + RECORDING_BEGINS_AFTER_MS, movesAtMs - 5_000);
  answer(ringing);
  agent.says(answersAtMs + RECORDING_BEGINS_AFTER_MS, "Answered", announced([first], first.id));
  agent.says(consultsAtMs, "Hold", announced([first]));
  consulting.says(consultsAtMs, "Setup");
  consulted.says(consultsAtMs, "Setup");
  consulted.says(consultsAtMs, "Answered");
  const peerOf = (partyId: string) => ({
    sessionId: consultation.sessionId,
    telephonySessionId: consultation.telephonySessionId,
    partyId,
  });
  agent.says(movesAtMs, "Gone", { reason: "AttendedTransfer", peer: peerOf(consulting.id), ...announced([first]) });
  customer.says(movesAtMs, "Gone", { reason: "AttendedTransfer", peer: peerOf(moved.id) });
  consulting.says(movesAtMs, "Disconnected", { reason: "AttendedTransfer" });
  moved.says(movesAtMs, "Answered");
  const recorded = announced([recording], recording.id);
  consulted.says(movesAtMs + RECORDING_BEGINS_AFTER_MS, "Answered", { from: outside, ...recorded });
  consulted.says(script.endsAtMs, "Disconnected", { from: outside, ...announced([recording]) });
  moved.says(script.endsAtMs, "Disconnected");
  script.log({ ...logRecord(script, ringing, [first]), endsAtMs: movesAtMs });
  const continued = logRecord(script, { ...ringing, agent: consulted }, [recording]);
  script.log({ ...continued, startsAtMs: consultsAtMs });
}

/**
 * Everybody moves to a conference: a session whose `sessionId` is "0" and whose `to` is the word `conference`. The
 * second recording's event names no customer at all; only its insights do.
 */
export function conference(script: CallScript, ringing: Ringing): void {
  const { agent, customer, direction, answersAtMs, outside, company } = ringing;
  const [, colleague] = script.agents();
  const movesAtMs = middleOf(script, answersAtMs);
  const first = script.record(agent, customer, direction, answersAtMs, [answersAtMs, movesAtMs]);
  const room = script.session({ sessionId: "0", originType: "Conference" });
  const bridge = { phoneNumber: "conference" };
  const host = script.party(room, "Outbound", agent.extension, { ...company, name: agent.extension.name }, bridge);
  const guest = script.party(room, "Outbound", null, outside, bridge);
  const joining = script.party(
    room,
    "Outbound",
    colleague,
    { phoneNumber: colleague.number, name: colleague.name, extensionId: colleague.id },
    bridge,
  );
  const recording = script.record(host, guest, "Outbound", answersAtMs, [movesAtMs, script.endsAtMs]);
  answer(ringing);
  agent.says(answersAtMs + RECORDING_BEGINS_AFTER_MS, "Answered", announced([first], first.id));
  host.says(movesAtMs, "Setup", { conferenceRole: "Host" });
  const { telephonySessionId, sessionId } = room;
  const moved = (partyId: string) => ({ reason: "Conference", peer: { sessionId, telephonySessionId, partyId } });
  agent.says(movesAtMs, "Gone", { ...moved(host.id), ...announced([first]) });
  customer.says(movesAtMs, "Gone", moved(guest.id));
  guest.says(movesAtMs, "Answered", { conferenceRole: "Participant" });
  joining.says(movesAtMs, "Answered", { conferenceRole: "Participant" });
  const recorded = announced([recording], recording.id);
  host.says(movesAtMs + RECORDING_BEGINS_AFTER_MS, "Answered", { conferenceRole: "Host", ...recorded });
  guest.says(script.endsAtMs, "Disconnected", { conferenceRole: "Participant" });
  joining.says(script.endsAtMs, "Disconnected", { conferenceRole: "Participant" });
  host.says(script.endsAtMs, "Disconnected", { conferenceRole: "Host", ...announced([recording]) });
  script.log({ ...logRecord(script, ringing, [first]), direction, endsAtMs: movesAtMs });
  const continued = logRecord(script, { ...ringing, agent: host, direction: "Outbound" }, [recording]);
  script.log({
    ...continued,
    startsAtMs: movesAtMs,
    action: "Conference Call",
    from: companyInLog(null, agent.extension, script),
    to: { phoneNumber: "conference" },
  });
}
