import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "../errors.js";
import type { Credential } from "../request-context.js";
import type { Access } from "./authentication.js";
import type { AddressOf } from "./caller-address.js";
import type { RequestRates } from "./request-rates.js";

declare module "fastify" {
  interface FastifyRequest {
    credential: Credential | null;
  }
}

/** Whose request it is; only routes behind `authenticateRequests` may ask. */
export function credentialOf(request: FastifyRequest): Credential {
  if (request.credential === null) throw new Error("This route is not behind authentication.");
  return request.credential;
}

export interface Doorkeeper {
  readonly access: Access;
  readonly rates: RequestRates;
  readonly addressOf: AddressOf;
}

/**
 * Before the body is read, finds whose request it is and whether they ask too often. Every route of `server` gets it,
 * but for requests that `isPublic` lets through.
 */
export function authenticateRequests(
  server: FastifyInstance,
  { access, rates, addressOf }: Doorkeeper,
  isPublic: (request: FastifyRequest) => boolean,
): void {
  server.decorateRequest("credential", null);
  server.addHook("onRequest", async (request) => {
    if (isPublic(request)) return;
    const address = addressOf(request.raw);
    rates.countAddress(address);
    try {
      request.credential = await access.authenticate(request.headers.authorization);
    } catch (error) {
      // A right credential is never refused for its neighbours' wrong ones: behind a proxy all share an address.
      if (error instanceof AppError && error.code === "UNAUTHENTICATED") rates.countRefusal(address);
      throw error;
    }
    rates.countCredential(request.credential.id);
  });
}
