import { describe, expect, it } from "@jest/globals";
import { readWrittenTranscript } from "./written-transcript.js";

describe("a written transcript", () => {
  it.each([
    ["Customer: Hi.\nAgent: Hello.", ["customer: Hi.", "agent: Hello."]],
    ["Caller: a\nClient: b\nGuest: c", ["customer: a", "customer: b", "customer: c"]],
    [
      "Business: a\nStaff: b\nHost: c\nRep: d\nRepresentative: e",
      ["agent: a", "agent: b", "agent: c", "agent: d", "agent: e"],
    ],
    ["  customer :  Hi there. \r\n\r\n  and hello.\r\nAGENT:Yes.", ["customer: Hi there. and hello.", "agent: Yes."]],
    ["Agent:\nHello, how can I help?\nCustomer:\n", ["agent: Hello, how can I help?"]],
    ["hello\n\nthere", ["unknown: hello there"]],
    ["\nMusic.\nCustomer: It says: Agent: no.", ["unknown: Music.", "customer: It says: Agent: no."]],
    ["Agents: are here", ["unknown: Agents: are here"]],
    [" \n", []],
  ])("%j is read by turns", (transcript, turns) => {
    expect(readWrittenTranscript(transcript).map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual(turns);
  });
});
