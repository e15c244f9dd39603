import type { Scenario } from "./call-request.js";
import type { CallScript } from "./call-script.js";
import type { Ringing } from "./ringing.js";
import { mailbox, noAnswer, talk, talkTwiceRecorded } from "./scenario-endings.js";
import { directly, throughMenu, throughQueue } from "./scenario-inbound.js";
import { inHouse, outwards } from "./scenario-outbound.js";
import { blindTransfer, conference, warmTransfer } from "./scenario-transfers.js";

const ENDING_OF: Record<Scenario, (script: CallScript, ringing: Ringing) => void> = {
  "inbound-ivr": talk,
  "inbound-direct": talk,
  outbound: talk,
  internal: talk,
  withheld: talk,
  queue: talk,
  "short-recording": talk,
  missed: noAnswer,
  voicemail: mailbox,
  "blind-transfer": blindTransfer,
  "warm-transfer": warmTransfer,
  conference: conference,
  "two-recordings": talkTwiceRecorded,
};

/** Every call is an opening, until somebody's phone rings, and an ending. */
export function play(script: CallScript): void {
  ENDING_OF[script.plan.scenario](script, open(script));
}

function open(script: CallScript): Ringing {
  const { scenario, direction } = script.plan;
  if (direction === "Outbound") return outwards(script);
  if (direction === "Internal") return inHouse(script);
  if (scenario === "inbound-direct" || scenario === "missed" || scenario === "voicemail") return directly(script);
  return scenario === "queue" ? throughQueue(script) : throughMenu(script);
}
