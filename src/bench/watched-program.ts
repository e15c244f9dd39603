import { createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { z } from "zod";
import { decodeCursor } from "../connection.js";
import { pause } from "../pause.js";
import type { Simulator } from "../simulator/start.js";
import type { Bench } from "./bench-command.js";
import { OWN_PHONE } from "./fictional-phones.js";
import type { Program } from "./program.js";

/** The secret of the webhooks that the program is sent. */
export const WEBHOOK_TOKEN = "a-webhook-token-of-32-characters";

/** The whole program, connected to a simulated account. */
export const environmentOf = (databaseUrl: string, simulator: Simulator): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  BUSINESS_PHONES: OWN_PHONE,
  TRANSCRIPT_DELAY_SECONDS: "30",
  RC_SERVER_URL: simulator.url,
  RC_CLIENT_ID: simulator.credentials.clientId,
  RC_CLIENT_SECRET: simulator.credentials.clientSecret,
  RC_JWT: simulator.credentials.jwt,
  RC_WEBHOOK_TOKEN: WEBHOOK_TOKEN,
  LOG_LEVEL: "error",
});

/** An event as a subscriber was told of it. */
export interface ToldEvent {
  readonly position: number;
  readonly recordingId: string;
  /** Whether the call is linked to a booking by now. */
  readonly hasBooking: boolean;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
}

const SUBSCRIPTION = `subscription { recordingLinked { cursor type occurredAt
  recording { id customer { name } booking { id title } link { status bookingConfidence } } } }`;
const positionCursor = z.tuple([z.int()]);

interface Told {
  readonly recordingLinked: {
    readonly cursor: string;
    readonly recording: { readonly id: string; readonly booking: object | null };
  };
}

/** Subscribes over a socket as any client does; resolves when it is let in. */
export async function followEvents(
  program: Program,
  key: string,
  bench: Bench,
  onEvent: (event: ToldEvent) => void,
): Promise<void> {
  const connected = Promise.withResolvers<void>();
  const client = createClient({
    url: `${program.url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${key}` },
    on: { connected: () => connected.resolve() },
  });
  bench.stopLater(async () => client.dispose());
  client.subscribe<Told>(
    { query: SUBSCRIPTION },
    {
      next: ({ data }) => {
        const receivedAt = performance.timeOrigin + performance.now();
        const event = data?.recordingLinked;
        const position = decodeCursor(event?.cursor, positionCursor)?.[0];
        if (event === undefined || position === undefined) return;
        onEvent({
          position,
          receivedAt,
          recordingId: event.recording.id,
          hasBooking: event.recording.booking !== null,
        });
      },
      error: connected.reject,
      complete: () => undefined,
    },
  );
  await connected.promise;
}

/** Calls `act` so often a second, whatever it takes: who is late catches up, so that no slowness is left out. */
export async function atRate(rate: number, seconds: number, act: (number: number) => void): Promise<void> {
  const began = performance.now();
  for (let number = 0; number < rate * seconds; number += 1) {
    const waitMs = began + (number * 1_000) / rate - performance.now();
    if (waitMs > 0) await pause(waitMs);
    act(number);
  }
}

const PATIENCE_MS = 60_000;

/** Throws after a minute in vain. */
export async function until(what: string, reached: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await reached())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await pause(100);
  }
}

/** By the program's own metrics. */
export async function usageOf({ url }: Program, key: string): Promise<{ cpuSeconds: number; memoryBytes: number }> {
  const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
  const metrics = await response.text();
  const read = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(metrics)?.[1] ?? 0);
  return { cpuSeconds: read("process_cpu_seconds_total"), memoryBytes: read("process_resident_memory_bytes") };
}
