import type { Extension } from "./account.js";
import type { EventAddress } from "./call-event.js";
import type { CallPlan } from "./call-request.js";
import type { SegmentRequest } from "./spoken.js";

/** One recorded stretch of a call. Instants are simulated milliseconds since 1970; Infinity means never. */
export interface Recording {
  readonly id: string;
  readonly type: "Automatic" | "OnDemand";
  readonly telephonySessionId: string;
  readonly direction: "Inbound" | "Outbound";
  readonly agent: Extension;
  readonly agentPartyId: string;
  readonly customerPartyId: string;
  /** Set in an internal call, where the other side is a colleague. */
  readonly customerExtension: Extension | null;
  /** Raw text of the outside side; null where withheld, or an extension number in an internal call. */
  readonly customerPhone: string | null;
  readonly customerName: string | null;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** Times count from this recording's own start. */
  readonly segments: readonly SegmentRequest[];
  /** Under 30 s a recording is not kept. */
  readonly tooShort: boolean;
}

/** One side of a call as the call log names it; an internal side has `extensionNumber` and no `phoneNumber`. */
export interface LogAddress {
  readonly phoneNumber?: string;
  readonly extensionNumber?: string;
  readonly extensionId?: string;
  readonly name?: string;
}

export interface LogLeg {
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly legType: string;
  readonly action: string;
  readonly result: string;
  readonly extension: Extension;
  readonly master: boolean;
  readonly recordingId: string | null;
}

/** A call log record as it will be once everything is known; how it looks at an instant is derived from it. */
export interface LogRecord {
  readonly id: string;
  readonly sessionId: string;
  readonly telephonySessionId: string;
  readonly partyId: string;
  readonly startsAtMs: number;
  endsAtMs: number;
  readonly direction: "Inbound" | "Outbound";
  readonly action: string;
  readonly result: string;
  readonly internalType: string;
  readonly transport: "PSTN" | "VoIP";
  from: LogAddress;
  to: LogAddress;
  readonly extension: Extension;
  readonly recordingId: string | null;
  readonly shortRecording: boolean;
  readonly legs: readonly LogLeg[];
  /** Instants at which somebody changed the record by hand. */
  readonly amendedAtMs: number[];
}

/** What a party of a session does, when; becomes one telephony event. */
export interface Step {
  readonly atMs: number;
  readonly telephonySessionId: string;
  readonly sessionId: string;
  readonly originType: string;
  readonly partyId: string;
  readonly extension: Extension | null;
  readonly direction: "Inbound" | "Outbound";
  readonly from: EventAddress;
  readonly to: EventAddress;
  readonly code: "Setup" | "Proceeding" | "Answered" | "Disconnected" | "Gone" | "Hold" | "VoiceMail";
  readonly extras: StepExtras;
}

export interface StepExtras {
  /** The other side by then, where a transfer has changed it. */
  readonly from?: EventAddress;
  readonly reason?: string;
  readonly peer?: { readonly sessionId: string; readonly telephonySessionId: string; readonly partyId: string };
  readonly recordings?: readonly { readonly id: string; readonly active: boolean }[];
  readonly queueCall?: boolean;
  readonly missedCall?: boolean;
  readonly conferenceRole?: "Host" | "Participant";
}

/** A placed call with all that follows from it. `…AtMs` of the outcome are instants; Infinity means never. */
export interface Call {
  readonly plan: CallPlan;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly steps: readonly Step[];
  readonly recordings: readonly Recording[];
  readonly logRecords: readonly LogRecord[];
  readonly callLogAtMs: number;
  readonly recordingFieldAtMs: number;
  readonly mediaAtMs: number;
  readonly aiNotesAtMs: number;
  readonly insightsAtMs: number;
  readonly insightsEventAtMs: number;
  readonly reanalysisAtMs: number;
  /** The log cannot have changed before this: the call was placed then. */
  readonly placedAtMs: number;
}
