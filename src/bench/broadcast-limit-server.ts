import { createServer } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";

/** What is left of telling subscribers when everything but sockets is taken away: what is posted is sent to all. */
const { PORT } = process.env;
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length > 0) {
    const text = Buffer.concat(chunks).toString();
    for (const socket of sockets) socket.send(text);
  }
  response.end();
});
const sockets = new Set<WebSocket>();
const acceptor = new WebSocketServer({ server, perMessageDeflate: false });
acceptor.on("connection", (socket) => {
  sockets.add(socket);
  socket.once("close", () => sockets.delete(socket));
});
server.listen(Number(PORT), "127.0.0.1");
process.once("SIGTERM", () => process.exit());
