import { createServer } from "node:http";
import pg from "pg";

/** What is left of taking webhooks when everything but HTTP and one durable insert is taken away. */
const { DATABASE_URL, PORT } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
await pool.query(
  "CREATE TABLE IF NOT EXISTS bench_receipts (id bigint GENERATED ALWAYS AS IDENTITY, body bytea NOT NULL)",
);
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length > 0) {
    const values = [Buffer.concat(chunks)];
    await pool.query({ name: "store", text: "INSERT INTO bench_receipts (body) VALUES ($1)", values });
  }
  response.end("{}");
});
server.listen(Number(PORT), "127.0.0.1");
process.once("SIGTERM", () => {
  server.close(() => void pool.end());
  server.closeAllConnections();
});
