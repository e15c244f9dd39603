import type { Account, Extension } from "./account.js";
import { agentsOf } from "./account.js";
import type { LogAddress, LogRecord, Recording, Step, StepExtras } from "./call.js";
import type { EventAddress } from "./call-event.js";
import type { CallPlan } from "./call-request.js";
import { type Identifiers, partyId } from "./identifiers.js";

/** A telephony session under construction. */
export interface SessionScript {
  readonly telephonySessionId: string;
  readonly sessionId: string;
  readonly originType: string;
  parties: number;
}

export type AgentScript = PartyScript & { readonly extension: Extension };

/** A party of a session under construction; `says` appends one event to the script. */
export interface PartyScript {
  readonly id: string;
  readonly session: SessionScript;
  readonly extension: Extension | null;
  says(atMs: number, code: Step["code"], extras?: StepExtras): void;
}

/**
 * What the scenarios write: who does what when (milliseconds since 1970), what is recorded and what the log will say.
 * A scenario is one function that fills such a script.
 */
export class CallScript {
  readonly plan: CallPlan;
  readonly account: Account;
  readonly startsAtMs: number;
  readonly steps: Step[] = [];
  readonly recordings: Recording[] = [];
  readonly logRecords: LogRecord[] = [];
  endsAtMs: number;
  readonly #identifiers: Identifiers;

  constructor(plan: CallPlan, account: Account, identifiers: Identifiers, startsAtMs: number) {
    this.plan = plan;
    this.account = account;
    this.startsAtMs = startsAtMs;
    this.endsAtMs = startsAtMs + Math.round(plan.durationSeconds * 1000);
    this.#identifiers = identifiers;
  }

  /**
   * Says when the conversation begins and lets the call end no sooner than what is said in it. In a call that is shorter
   * than usual ringing, ringing takes a quarter.
   */
  answersAfter(usualMs: number): number {
    const answeredAtMs = this.startsAtMs + Math.round(Math.min(usualMs, (this.endsAtMs - this.startsAtMs) / 4));
    const lastWordSeconds = Math.max(0, ...this.plan.segments.map(({ end }) => end));
    this.endsAtMs = Math.max(this.endsAtMs, answeredAtMs + Math.ceil(lastWordSeconds * 1000));
    return answeredAtMs;
  }

  session(overrides: { originType?: string; sessionId?: string } = {}): SessionScript {
    return {
      telephonySessionId: this.#identifiers.telephonySessionId(),
      sessionId: overrides.sessionId ?? this.#identifiers.sessionId(),
      originType: overrides.originType ?? this.plan.knobs.originType,
      parties: 0,
    };
  }

  /** The next party of a session: RingCentral numbers them from 1. */
  party<E extends Extension | null>(
    session: SessionScript,
    direction: "Inbound" | "Outbound",
    extension: E,
    from: EventAddress,
    to: EventAddress,
  ): PartyScript & { readonly extension: E } {
    session.parties += 1;
    const id = partyId(session.telephonySessionId, session.parties);
    const { telephonySessionId, sessionId, originType } = session;
    return {
      id,
      session,
      extension,
      says: (atMs, code, extras = {}) => {
        const step = { atMs, telephonySessionId, sessionId, originType, partyId: id, extension, direction, to };
        this.steps.push({ ...step, from: extras.from ?? from, code, extras });
      },
    };
  }

  /** Records a stretch of the conversation that began at `talkStartsAtMs`, with the segments that begin in it. */
  record(
    agent: AgentScript,
    customer: PartyScript,
    direction: "Inbound" | "Outbound",
    talkStartsAtMs: number,
    [startsAtMs, endsAtMs]: readonly [number, number],
  ): Recording {
    const offsetSeconds = (startsAtMs - talkStartsAtMs) / 1000;
    const lengthSeconds = (endsAtMs - startsAtMs) / 1000;
    const tooShort = this.plan.scenario === "short-recording";
    const recording: Recording = {
      id: this.#identifiers.recordingId(),
      type: this.plan.knobs.recordingType,
      telephonySessionId: agent.session.telephonySessionId,
      direction,
      agent: agent.extension,
      agentPartyId: agent.id,
      customerPartyId: customer.id,
      customerExtension: customer.extension,
      customerPhone: this.customerPhone(),
      customerName: this.plan.callerName ?? null,
      startsAtMs,
      endsAtMs,
      tooShort,
      segments: this.plan.segments
        .filter(({ start }) => start >= offsetSeconds && start < offsetSeconds + lengthSeconds)
        .map((segment) => ({
          ...segment,
          start: tidy(segment.start - offsetSeconds),
          end: tidy(segment.end - offsetSeconds),
        })),
    };
    this.recordings.push(recording);
    return recording;
  }

  log(record: Omit<LogRecord, "id" | "amendedAtMs" | "shortRecording">): void {
    const shortRecording = this.recordings.some(({ id, tooShort }) => tooShort && id === record.recordingId);
    this.logRecords.push({ ...record, id: this.#identifiers.callLogId(), shortRecording, amendedAtMs: [] });
  }

  /** The number outside the company as it was given; null where withheld. */
  customerPhone(): string | null {
    const { direction, from, to } = this.plan;
    return (direction === "Outbound" ? to : from) ?? null;
  }

  /** The agents who take part, the one who was asked for first. */
  agents(): [Extension, Extension] {
    const agents = agentsOf(this.account);
    const { agent, direction, from, to } = this.plan;
    const own = direction === "Outbound" ? from : to;
    const first =
      agents.find(({ number }) => number === agent) ??
      agents.find(({ directPhoneE164, number }) => directPhoneE164 === own || number === own) ??
      agents[0];
    const second = agents.find(({ id }) => id !== first?.id);
    if (first === undefined || second === undefined) throw new Error("The simulated account needs two agents.");
    return [first, second];
  }
}

/** Removes the noise of subtracting floating-point seconds. */
const tidy = (seconds: number): number => Math.round(seconds * 1000) / 1000;

/** The outside side of a call in the log. */
export function outsideInLog(script: CallScript): LogAddress {
  const phone = script.customerPhone();
  if (phone === null) return { phoneNumber: "", name: "Anonymous" };
  const { callerName } = script.plan;
  return { phoneNumber: inStyle(phone, script.plan.knobs.logNumberStyle), ...(callerName ? { name: callerName } : {}) };
}

/** The company's side of a call in the log; without a number where the agent simply picked up the phone to call. */
export const companyInLog = (phone: string | null, extension: Extension, script: CallScript): LogAddress => ({
  ...(phone === null ? {} : { phoneNumber: inStyle(phone, script.plan.knobs.logNumberStyle) }),
  name: extension.name,
});

/** Either side of an internal call in the log. */
export const internalInLog = ({ id, number, name }: Extension): LogAddress => ({
  extensionNumber: number,
  extensionId: id,
  name,
});

/** Old records write +12055550110 as 12055550110 or (205)555-0110; numbers of other countries keep their digits. */
function inStyle(phone: string, style: CallPlan["knobs"]["logNumberStyle"]): string {
  if (style === "e164") return phone;
  const national = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  if (style === "digits" || national === null) return phone.replace(/^\+/, "");
  return `(${national[1]})${national[2]}-${national[3]}`;
}
