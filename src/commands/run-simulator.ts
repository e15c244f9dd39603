import { startSimulator } from "../simulator/start.js";
import { print, say } from "./report-failure.js";

export interface SimulatorFlags {
  readonly host: string;
  readonly port: number;
  readonly speed: number;
  readonly seed: number;
}

/** Runs until a signal ends it. Prints a service's settings as `NAME=value` lines. */
export async function runSimulator({ host, port, speed, seed }: SimulatorFlags): Promise<void> {
  const simulator = await startSimulator({ host, port, speed, seed });
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
