import { createServer } from "node:net";

/** A port of the loopback address that was free a moment ago: `wanted` where that is. */
export async function freePort(wanted = 0): Promise<number> {
  return (await probe(wanted)) ?? (await probe(0)) ?? Promise.reject(new Error("There is no free port."));
}

const probe = (port: number): Promise<number | null> =>
  new Promise((done) => {
    const server = createServer().once("error", () => done(null));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(address !== null && typeof address === "object" ? address.port : null));
    });
  });
