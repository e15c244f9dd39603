import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";

/** A browser asks again after this; two hours are the most that Chromium keeps. */
const REMEMBERED_SECONDS = 7_200;

/**
 * Lets pages of these origins, and no others, read what the routes of `server` answer. Cookies never count here: a page
 * must hold a credential of its own. Without origins nothing is said, and browsers keep all other origins out.
 */
export async function allowOrigins(server: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await server.register(cors, {
    origin: [...origins],
    credentials: false,
    methods: ["GET", "POST"],
    allowedHeaders: ["authorization", "content-type"],
    exposedHeaders: ["retry-after"],
    maxAge: REMEMBERED_SECONDS,
    // OPTIONS that ask for nothing of this kind would be refused in words that are not ours.
    strictPreflight: false,
  });
}
