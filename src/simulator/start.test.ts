import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, expect, it } from "@jest/globals";
import { startSimulator } from "./start.js";

describe("startSimulator", () => {
  it("listens on loopback, on ports of its own, and stops more than once", async () => {
    const simulator = await startSimulator();
    for (const url of [simulator.url, simulator.mediaUrl]) expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await fetch(`${simulator.url}/sim/clock`)).status).toBe(200);
    await simulator.stop();
    await simulator.stop();
    await expect(fetch(simulator.url)).rejects.toThrow();
  });

  it("takes given ports and gives them back", async () => {
    const first = await startSimulator();
    const ports = { port: Number(new URL(first.url).port), mediaPort: Number(new URL(first.mediaUrl).port) };
    await first.stop();
    const second = await startSimulator(ports);
    expect([second.url, second.mediaUrl]).toEqual([first.url, first.mediaUrl]);
    await second.stop();
  });

  it("fails on a taken port and leaves nothing behind", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port: mediaPort } = taken.address() as AddressInfo;
    const free = await startSimulator();
    const port = Number(new URL(free.url).port);
    await free.stop();
    await expect(startSimulator({ port, mediaPort })).rejects.toThrow("EADDRINUSE");
    const again = await startSimulator({ port });
    await again.stop();
    taken.close();
  });

  it("never gives identifiers of an earlier run", async () => {
    const ids = async (startAt: string) => {
      const simulator = await startSimulator({ startAt: new Date(startAt), speed: 0 });
      const placed = simulator.placeCall({ durationSeconds: 60 });
      await simulator.stop();
      return [...placed.recordingIds, ...placed.callLogIds, ...placed.telephonySessionIds];
    };
    const first = await ids("2026-01-05T15:00:00Z");
    expect(await ids("2026-01-05T15:00:00Z")).toEqual(first);
    for (const id of await ids("2026-01-05T15:00:00.001Z")) expect(first).not.toContain(id);
  });
});
