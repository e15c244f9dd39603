import { AppError } from "../errors.js";
import type { Access } from "./authentication.js";
import { endRefused, TRY_AGAIN_LATER } from "./socket-endings.js";
import type { SocketTimes, Visitor } from "./socket-visitor.js";

/** Pings all sockets and judges their credentials again, with two timers however many there are. Returns what ends it. */
export function keepSockets(visitors: Iterable<Visitor>, access: Access, times: SocketTimes): () => void {
  const pings = setInterval(() => ping(visitors), times.pingMs);
  let isChecking = false;
  let lookedAt = performance.now();
  const checks = setInterval(() => {
    const sinceMs = performance.now() - lookedAt;
    lookedAt += sinceMs;
    // While this process stood still, what readers had taken could not be seen: that time is not theirs.
    endSlowReaders(visitors, Math.min(sinceMs, 2 * times.recheckMs), times.slowReaderMs);
    // A slow database must not have rounds pile up.
    if (isChecking) return;
    isChecking = true;
    void recheck(visitors, access).finally(() => {
      isChecking = false;
    });
  }, times.recheckMs);
  pings.unref();
  checks.unref();
  return () => {
    clearInterval(pings);
    clearInterval(checks);
  };
}

function ping(visitors: Iterable<Visitor>): void {
  for (const visitor of visitors) {
    if (!visitor.isAlive) {
      visitor.socket.terminate();
      continue;
    }
    visitor.isAlive = false;
    visitor.socket.ping();
  }
}

/** What is not read is not sent either, so nothing piles up here; but its events get old, and the kernel's buffers stay full. */
function endSlowReaders(visitors: Iterable<Visitor>, sinceMs: number, slowReaderMs: number): void {
  for (const visitor of visitors) {
    if (visitor.stalledMs === null) continue;
    visitor.stalledMs += sinceMs;
    if (visitor.stalledMs <= slowReaderMs) continue;
    visitor.stalledMs = null;
    visitor.socket.close(TRY_AGAIN_LATER, "SLOW_READER");
  }
}

/** A key that is revoked, or a token that expires, ends the sockets that it opened, without a restart. */
async function recheck(visitors: Iterable<Visitor>, access: Access): Promise<void> {
  const byAuthorization = Map.groupBy(
    [...visitors].filter((visitor) => visitor.credential !== null),
    (visitor) => visitor.authorization,
  );
  // Side by side, so that all keys are looked up in one statement.
  await Promise.all(
    [...byAuthorization].map(async ([authorization, group]) => {
      try {
        const credential = await access.authenticate(authorization);
        for (const visitor of group) visitor.credential = credential;
      } catch (error) {
        // A database that is down says nothing about the credential.
        if (!(error instanceof AppError && error.code === "UNAUTHENTICATED")) return;
        for (const visitor of group) endRefused(visitor.socket, error);
      }
    }),
  );
}
