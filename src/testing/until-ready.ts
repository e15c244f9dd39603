import { pause } from "../pause.js";

const READY_WITHIN_MS = 60_000;

/** Waits until a service that was just started takes requests at `url`. Throws after a minute in vain. */
export async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(url))) {
    if (Date.now() > deadline) throw new Error(`Nothing became ready at ${url}; see the log.`);
    await pause(100);
  }
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    (response) => response.ok,
    () => false,
  );
