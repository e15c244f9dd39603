import type { Account } from "./account.js";
import type { Call, Step } from "./call.js";
import type { CallEvent, EventParty } from "./call-event.js";
import type { Clock } from "./clock.js";

/** Parties whose changes lie no further apart share a notification where a call asks for that. */
const TOGETHER_WITHIN_MS = 50;

/** Schedules a call's telephony events. Each schedules the next, so that a thousand running calls are a thousand timers. */
export function scheduleTelephony(
  call: Call,
  account: Account,
  clock: Clock,
  publish: (event: CallEvent) => void,
): void {
  const notifications = groupSteps(call);
  // A stream's first event has sequence 2, each session counts for itself.
  const sequences = new Map<string, number>();
  const schedule = (index: number): void => {
    const [first, ...others] = notifications[index] ?? [];
    if (first === undefined) return;
    clock.at(first.atMs, () => {
      const sequence = (sequences.get(first.telephonySessionId) ?? 1) + 1;
      sequences.set(first.telephonySessionId, sequence);
      publish(eventOf([first, ...others], sequence, account));
      schedule(index + 1);
    });
  };
  schedule(0);
}

function groupSteps({ steps, plan }: Call): Step[][] {
  if (!plan.knobs.partiesTogether) return steps.map((step) => [step]);
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    const [first] = last ?? [];
    const joins =
      first?.telephonySessionId === step.telephonySessionId &&
      step.atMs - first.atMs <= TOGETHER_WITHIN_MS &&
      last?.every(({ partyId }) => partyId !== step.partyId);
    if (joins) last?.push(step);
    else groups.push([step]);
  }
  return groups;
}

function eventOf(steps: readonly [Step, ...Step[]], sequence: number, account: Account): CallEvent {
  const [first] = steps;
  // The path is the extension's for a party that is one, the account's for a party outside.
  const owner = first.extension === null ? "" : `/extension/${first.extension.id}`;
  return {
    kind: "telephony",
    uri: `/restapi/v1.0/account/${account.id}${owner}/telephony/sessions`,
    body: {
      sequence,
      sessionId: first.sessionId,
      telephonySessionId: first.telephonySessionId,
      serverId: "10.13.22.27.TAM",
      eventTime: new Date(first.atMs).toISOString(),
      parties: steps.map((step) => partyOf(step, account)),
      origin: { type: first.originType },
    },
  };
}

function partyOf(step: Step, account: Account): EventParty {
  const { reason, peer, recordings, queueCall, missedCall, conferenceRole } = step.extras;
  return {
    accountId: account.id,
    ...(step.extension === null ? {} : { extensionId: step.extension.id }),
    id: step.partyId,
    direction: step.direction,
    to: step.to,
    from: step.from,
    ...(recordings === undefined ? {} : { recordings }),
    status: {
      code: step.code,
      ...(reason === undefined ? {} : { reason }),
      ...(peer === undefined ? {} : { peerId: peer }),
      rcc: false,
    },
    park: {},
    ...(queueCall === undefined ? {} : { queueCall }),
    missedCall: missedCall ?? false,
    standAlone: false,
    muted: false,
    ...(conferenceRole === undefined ? {} : { conferenceRole }),
  };
}
