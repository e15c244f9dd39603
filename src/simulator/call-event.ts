/** One side of a call as telephony events name it. An internal call has the extension number in `phoneNumber`. */
export interface EventAddress {
  readonly phoneNumber?: string;
  readonly name?: string;
  readonly extensionId?: string;
  readonly deviceId?: string;
}

export interface EventParty {
  readonly accountId: string;
  /** Absent for a party outside the account. */
  readonly extensionId?: string;
  readonly id: string;
  readonly direction: "Inbound" | "Outbound";
  readonly to: EventAddress;
  readonly from: EventAddress;
  /** Ids only: neither address nor length. `active: false` means paused or over, not "ready". */
  readonly recordings?: readonly { readonly id: string; readonly active: boolean }[];
  readonly status: PartyStatus;
  readonly park: Record<string, never>;
  readonly queueCall?: boolean;
  readonly missedCall: boolean;
  readonly standAlone: boolean;
  readonly muted: boolean;
  readonly conferenceRole?: "Host" | "Participant";
}

export interface PartyStatus {
  readonly code: "Setup" | "Proceeding" | "Answered" | "Disconnected" | "Gone" | "Hold" | "VoiceMail";
  readonly reason?: string;
  readonly peerId?: { readonly sessionId: string; readonly telephonySessionId: string; readonly partyId: string };
  readonly rcc: boolean;
}

export interface TelephonyBody {
  readonly sequence: number;
  readonly sessionId: string;
  readonly telephonySessionId: string;
  readonly serverId: string;
  /** Of this event, not of the call's start, whatever the documentation says. */
  readonly eventTime: string;
  readonly parties: readonly EventParty[];
  readonly origin: { readonly type: string };
}

/** Something that happened in the account, before it is decided who is told. `uri` becomes the envelope's `event`. */
export type CallEvent =
  | { readonly kind: "telephony"; readonly uri: string; readonly body: TelephonyBody }
  | { readonly kind: "insights"; readonly uri: string; readonly domain: string; readonly body: object }
  /** Sent to every subscription as it is: for events that no filter asks for. */
  | { readonly kind: "any"; readonly uri: string; readonly body: unknown };
