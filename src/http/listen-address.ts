import { BlockList, isIP } from "node:net";
import { AppError } from "../errors.js";
import type { Access } from "./authentication.js";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** Whether only this machine can reach what listens on `host`. */
function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host === "localhost";
  return loopback.check(host, family === 4 ? "ipv4" : "ipv6");
}

/** Throws CONFIGURATION where others could reach a service that can tell nobody from anybody. */
export async function checkListenAddress(host: string, access: Access): Promise<void> {
  if (isLoopback(host) || (await access.isConfigured())) return;
  throw new AppError(
    "CONFIGURATION",
    `HOST is ${host}, which other machines can reach, but nobody can authenticate yet. Create a key with "callthread keys create NAME --scopes read", or set JWKS_URL, JWT_ISSUER and JWT_AUDIENCE; or listen on 127.0.0.1.`,
    { field: "HOST", reason: "AUTHENTICATION_NOT_CONFIGURED" },
  );
}

/** A URL that a browser on this machine can open. */
export function urlOf(host: string, port: number): string {
  if (host === "0.0.0.0") return `http://127.0.0.1:${port}`;
  if (host === "::") return `http://[::1]:${port}`;
  return isIP(host) === 6 ? `http://[${host}]:${port}` : `http://${host}:${port}`;
}
