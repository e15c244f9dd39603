import type { EventAddress } from "./call-event.js";
import { type CallScript, companyInLog, internalInLog, outsideInLog } from "./call-script.js";
import { named, type Ringing } from "./ringing.js";

/** An agent calls somebody outside. Party 1 is the agent, party 2 the other side, "Inbound" and without extension. */
export function outwards(script: CallScript): Ringing {
  const session = script.session();
  const [agent] = script.agents();
  const companyPhone = script.plan.from ?? agent.directPhoneE164 ?? script.account.mainPhoneE164;
  const company: EventAddress = { phoneNumber: companyPhone, extensionId: agent.id, deviceId: `21${agent.id}` };
  const outside = { phoneNumber: script.plan.to ?? "" };
  const answersAtMs = script.answersAfter(7_300);
  const agentParty = script.party(session, "Outbound", agent, company, outside);
  const { deviceId: _, ...seenOutside } = { ...company, name: agent.name };
  const customer = script.party(session, "Inbound", null, seenOutside, outside);
  agentParty.says(script.startsAtMs, "Setup");
  customer.says(script.startsAtMs + 40, "Proceeding");
  agentParty.says(script.startsAtMs + 40, "Proceeding");
  return {
    agent: agentParty,
    customer,
    direction: "Outbound",
    answersAtMs,
    outside,
    company,
    logFrom: companyInLog(script.plan.from ?? null, agent, script),
    logTo: outsideInLog(script),
    internalType: "LongDistance",
    whenAnswered: (atMs) => customer.says(atMs, "Answered"),
  };
}

/** A colleague calls a colleague: `phoneNumber` holds extension numbers, or on the caller's own side a company number. */
export function inHouse(script: CallScript): Ringing {
  const session = script.session();
  const { plan, account } = script;
  const [first, second] = script.agents();
  const caller = account.extensions.find(({ number }) => number === plan.from) ?? first;
  const called =
    account.extensions.find(({ number }) => number === plan.to) ?? (caller.id === second.id ? first : second);
  const own: EventAddress = {
    phoneNumber: caller.directPhoneE164 ?? account.mainPhoneE164,
    name: caller.name,
    extensionId: caller.id,
  };
  const answersAtMs = script.answersAfter(6_000);
  const to = named(called.number, called);
  const callerParty = script.party(session, "Outbound", caller, own, to);
  const calledParty = script.party(session, "Inbound", called, named(caller.number, caller), to);
  callerParty.says(script.startsAtMs, "Setup");
  calledParty.says(script.startsAtMs, "Setup");
  calledParty.says(script.startsAtMs + 40, "Proceeding");
  return {
    agent: callerParty,
    customer: calledParty,
    direction: "Outbound",
    answersAtMs,
    outside: to,
    company: own,
    logFrom: internalInLog(caller),
    logTo: internalInLog(called),
    internalType: "Sip",
    whenAnswered: (atMs) => calledParty.says(atMs, "Answered"),
  };
}
