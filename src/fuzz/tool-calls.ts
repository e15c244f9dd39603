import fc from "fast-check";
import { AGENT_TOOLS } from "../mcp/agent-server.js";
import { evilString, evilValue } from "./evil-values.js";

/** Messages of the Model Context Protocol: calls of our tools with plausible and absurd arguments, and anything else. */
export function toolCall(ids: readonly string[]): fc.Arbitrary<unknown> {
  const plausible = fc.constantFrom<unknown>(...ids, "Ann", "(202) 555-0101", "peanut allergy", 1, 5, 50, 1_500);
  const argument = fc.oneof({ arbitrary: plausible, weight: 3 }, { arbitrary: evilValue, weight: 2 });
  const ofTool = fc.oneof(
    ...AGENT_TOOLS.map(({ name, input }) =>
      fc.record({
        name: fc.constant(name),
        arguments: fc.record(Object.fromEntries(Object.keys(input.shape).map((key) => [key, argument])), {
          requiredKeys: Object.keys(input.shape).slice(0, 1),
        }),
      }),
    ),
  );
  const message = (params: fc.Arbitrary<unknown>, method: fc.Arbitrary<unknown>) =>
    fc.record({ jsonrpc: fc.constant("2.0"), id: fc.nat(), method, params });
  const methods = ["tools/call", "tools/list", "initialize", "ping", "resources/read", "subscriptions/listen"];
  return fc.oneof(
    { arbitrary: message(ofTool, fc.constant("tools/call")), weight: 10 },
    {
      arbitrary: message(fc.record({ name: evilString, arguments: evilValue }), fc.constant("tools/call")),
      weight: 2,
    },
    { arbitrary: message(evilValue, fc.oneof(fc.constantFrom(...methods), evilString)), weight: 3 },
    { arbitrary: evilValue, weight: 1 },
  );
}
