import { getExtensionOfType } from "./account.js";
import type { EventAddress } from "./call-event.js";
import { type AgentScript, type CallScript, companyInLog, outsideInLog, type PartyScript } from "./call-script.js";
import { named, type Ringing } from "./ringing.js";

/** From a public stream: a menu picks up after 0.1 s, hands over after 8.6 s, the agent answers 7.5 s later. */
const IVR_ANSWERS_AFTER_MS = 150;
const IVR_HANDS_OVER_AFTER_MS = 8_700;
const AGENT_ANSWERS_AFTER_MS = 11_600;

/** An inbound call reaches a menu, which hands over to an agent. Party 1 is the caller, "Outbound" and without extension. */
export function throughMenu(script: CallScript): Ringing {
  const menu = getExtensionOfType(script.account, "IvrMenu");
  const session = script.session();
  const [agent] = script.agents();
  const { outside, companyPhone } = inboundSides(script);
  const answersAtMs = script.answersAfter(AGENT_ANSWERS_AFTER_MS);
  const at = within(script.startsAtMs, answersAtMs, AGENT_ANSWERS_AFTER_MS);
  const menuAddress = named(companyPhone, menu);
  const customer = script.party(session, "Outbound", null, outside, menuAddress);
  const menuParty = script.party(session, "Inbound", menu, outside, menuAddress);
  const agentParty = script.party(session, "Inbound", agent, outside, named(companyPhone, agent));
  customer.says(script.startsAtMs, "Setup");
  menuParty.says(script.startsAtMs, "Setup");
  customer.says(at(IVR_ANSWERS_AFTER_MS), "Answered");
  menuParty.says(at(IVR_HANDS_OVER_AFTER_MS), "Disconnected");
  agentParty.says(at(IVR_HANDS_OVER_AFTER_MS), "Setup");
  agentParty.says(at(IVR_HANDS_OVER_AFTER_MS + 30), "Proceeding");
  return inbound(script, agentParty, customer, answersAtMs, companyPhone, () => undefined);
}

/** An inbound call rings at an agent's own number. */
export function directly(script: CallScript): Ringing {
  const session = script.session();
  const [agent] = script.agents();
  const { outside, companyPhone } = inboundSides(script, agent.directPhoneE164);
  const answersAtMs = script.answersAfter(6_000);
  const customer = script.party(session, "Outbound", null, outside, named(companyPhone, agent));
  const agentParty = script.party(session, "Inbound", agent, outside, named(companyPhone, agent));
  customer.says(script.startsAtMs, "Setup");
  agentParty.says(script.startsAtMs, "Setup");
  agentParty.says(script.startsAtMs + 30, "Proceeding");
  const whenAnswered = (atMs: number): void => customer.says(atMs, "Answered");
  return inbound(script, agentParty, customer, answersAtMs, companyPhone, whenAnswered);
}

/** An inbound call waits in a queue; two agents ring, the second to be rung answers. */
export function throughQueue(script: CallScript): Ringing {
  const queue = getExtensionOfType(script.account, "Department");
  const session = script.session();
  const [answering, other] = script.agents();
  const { outside, companyPhone } = inboundSides(script);
  const answersAtMs = script.answersAfter(14_000);
  const at = within(script.startsAtMs, answersAtMs, 14_000);
  const customer = script.party(session, "Outbound", null, outside, named(companyPhone, queue));
  const queueParty = script.party(session, "Inbound", queue, outside, named(companyPhone, queue));
  const otherParty = script.party(session, "Inbound", other, outside, named(companyPhone, other));
  const agentParty = script.party(session, "Inbound", answering, outside, named(companyPhone, answering));
  customer.says(script.startsAtMs, "Setup");
  queueParty.says(script.startsAtMs, "Setup", { queueCall: true });
  customer.says(at(200), "Answered");
  queueParty.says(at(200), "Answered", { queueCall: true });
  for (const party of [otherParty, agentParty]) {
    party.says(at(4_000), "Setup", { queueCall: true });
    party.says(at(4_030), "Proceeding", { queueCall: true });
  }
  return inbound(script, agentParty, customer, answersAtMs, companyPhone, (atMs) => {
    otherParty.says(atMs, "Disconnected", { reason: "AgentAnswered", queueCall: true });
    queueParty.says(atMs, "Disconnected", { queueCall: true });
  });
}

function inboundSides(script: CallScript, usualPhone = script.account.mainPhoneE164) {
  const { callerName, to, knobs } = script.plan;
  const phone = script.customerPhone();
  const withheld = { missing: {}, empty: { phoneNumber: "" }, anonymous: { phoneNumber: "anonymous" } };
  const outside: EventAddress =
    phone === null
      ? { ...withheld[knobs.withheldStyle], name: "Anonymous" }
      : { phoneNumber: phone, ...(callerName === undefined ? {} : { name: callerName }) };
  return { outside, companyPhone: to ?? usualPhone };
}

/** Squeezes the usual moments of ringing into a shorter one. */
const within =
  (startsAtMs: number, answersAtMs: number, usualMs: number) =>
  (afterMs: number): number =>
    startsAtMs + Math.round((afterMs * (answersAtMs - startsAtMs)) / usualMs);

function inbound(
  script: CallScript,
  agent: AgentScript,
  customer: PartyScript,
  answersAtMs: number,
  companyPhone: string,
  whenAnswered: (atMs: number) => void,
): Ringing {
  return {
    agent,
    customer,
    direction: "Inbound",
    answersAtMs,
    outside: inboundSides(script).outside,
    company: named(companyPhone, agent.extension),
    logFrom: outsideInLog(script),
    logTo: companyInLog(companyPhone, agent.extension, script),
    internalType: companyPhone.startsWith("+18") ? "TollFreeNumber" : "LocalNumber",
    whenAnswered,
  };
}
