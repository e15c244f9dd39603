import type { Extension } from "./account.js";
import type { LogAddress } from "./call.js";
import type { EventAddress } from "./call-event.js";
import type { AgentScript, PartyScript } from "./call-script.js";

/** Where an opening leaves the call: the agent's phone rings. */
export interface Ringing {
  readonly agent: AgentScript;
  readonly customer: PartyScript;
  /** Relative to the company; a recording and its log record have it. */
  readonly direction: "Inbound" | "Outbound";
  readonly answersAtMs: number;
  /** Both sides as events and as the call log write them. */
  readonly outside: EventAddress;
  readonly company: EventAddress;
  readonly logFrom: LogAddress;
  readonly logTo: LogAddress;
  readonly internalType: string;
  /** Further parties that have to hang up when the agent answers: an IVR menu, a queue, a colleague's phone. */
  readonly whenAnswered: (atMs: number) => void;
}

/** A number of the company's as an event names it once it is known who answers. */
export const named = (phoneNumber: string, extension: Extension): EventAddress => ({
  phoneNumber,
  name: extension.name,
  extensionId: extension.id,
});
