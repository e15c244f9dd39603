import { table } from "../commands/table.js";
import type { FanOut, LiveFigures } from "./measure-live.js";

interface Described extends LiveFigures {
  readonly sockets: number;
  readonly rate: number;
  readonly seconds: number;
  readonly ratioP50: number;
  readonly ratioP99: number;
  readonly target: { readonly p99Ms: number; readonly kilobytesPerSocket: number; readonly met: boolean };
}

export function describeLive(figures: Described): string {
  const { live, bare, restart, slow, target } = figures;
  const row = (name: string, of: FanOut): string[] => [
    name,
    ...[of.ms.p50, of.ms.p95, of.ms.p99, of.ms.max, of.kilobytesPerSocket, of.openedInSeconds].map((value) =>
      value.toFixed(1),
    ),
    String(of.messages),
  ];
  const endings = Object.entries(slow.endings).map(([ending, count]) => `${count} × ${ending}`);
  return [
    `${figures.sockets} sockets on one process, ${figures.rate} events a second for ${figures.seconds} s:`,
    table(
      ["", "p50 ms", "p95", "p99", "max", "KB a socket", "opened in s", "messages"],
      [row("event committed → received", live), row("bare limit: broadcast, unfiltered sockets", bare)],
    ),
    `${live.missing} missing, ${live.doubled} doubled, ${live.disordered} out of order; ratio to the bare limit: ${figures.ratioP50.toFixed(1)} at p50, ${figures.ratioP99.toFixed(1)} at p99`,
    "",
    `Killed and started again while events go on: all had all ${restart.events} events ${restart.recoveredInSeconds} s after the kill; ${restart.missing} missing, ${restart.doubled} doubled, ${restart.disordered} out of order`,
    `${slow.sockets} sockets that do not read: ${slow.megabytesPerSocket} MB of the server's memory each; ended: ${endings.join(", ") || "none"}; back with their cursors ${slow.missing} missing, ${slow.doubled} doubled`,
    "",
    `target p99 ≤ ${target.p99Ms} ms, ≤ ${target.kilobytesPerSocket} KB a socket, none lost or doubled: ${target.met ? "met" : "missed"}`,
  ].join("\n");
}
