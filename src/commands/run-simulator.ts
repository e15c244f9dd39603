import { badInput } from "../errors.js";
import { startSimulator } from "../simulator/start.js";
import { print, say } from "./report-failure.js";
import type { Flags } from "./settings-flags.js";

/** Runs until a signal ends it. Prints a service's settings as `NAME=value` lines. */
export async function runSimulator(flags: Flags): Promise<void> {
  const simulator = await startSimulator({
    host: String(flags.host),
    port: numberOf("port", flags.port, 65_535),
    speed: numberOf("speed", flags.speed, 100_000),
    seed: numberOf("seed", flags.seed, Number.MAX_SAFE_INTEGER),
  });
  const stop = () => void simulator.stop().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const { clientId, clientSecret, jwt } = simulator.credentials;
  print(
    [
      `RC_SERVER_URL=${simulator.url}`,
      `RC_CLIENT_ID=${clientId}`,
      `RC_CLIENT_SECRET=${clientSecret}`,
      `RC_JWT=${jwt}`,
      "RC_WEBHOOK_TOKEN=simulated-webhook-token",
    ].join("\n"),
  );
  say(
    `A simulated RingCentral account listens at ${simulator.url}; its levers are at ${simulator.url}/sim. Ctrl-C stops it.`,
  );
}

function numberOf(flag: string, text: unknown, most: number): number {
  const value = Number(text);
  if (String(text).trim() !== "" && value >= 0 && value <= most && (flag === "speed" || Number.isInteger(value)))
    return value;
  throw badInput(flag, `--${flag} takes a ${flag === "speed" ? "number" : "whole number"} from 0 to ${most}.`);
}
