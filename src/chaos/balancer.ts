import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** What stands in front of the APIs: one address, each connection carried to the next one that accepts it. */
export interface Balancer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((incoming) => {
    keep(incoming, open);
    turn += 1;
    carry(incoming, [...ports.slice(turn % ports.length), ...ports.slice(0, turn % ports.length)], open);
  });
  await new Promise<void>((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of open) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Tries one port after the other; the connection is dropped where none accepts it. */
function carry(incoming: Socket, [port, ...others]: readonly number[], open: Set<Socket>): void {
  if (port === undefined) return void incoming.destroy();
  const outgoing = connect(port, "127.0.0.1");
  keep(outgoing, open);
  const next = () => carry(incoming, others, open);
  outgoing.once("error", next);
  outgoing.once("connect", () => {
    outgoing.off("error", next);
    incoming.pipe(outgoing).pipe(incoming);
    outgoing.once("close", () => incoming.destroy());
    incoming.once("close", () => outgoing.destroy());
  });
}

function keep(socket: Socket, open: Set<Socket>): void {
  open.add(socket);
  socket.on("error", () => undefined);
  socket.once("close", () => open.delete(socket));
}
