import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { startTestServer } from "../testing/test-server.js";
import { createJwtVerifier } from "./json-web-tokens.js";

describe("JSON Web Tokens", () => {
  let server: Server;
  let pair: Awaited<ReturnType<typeof generateKeyPair>>;
  let settings: { jwksUrl: string; issuer: string; audience: string };
  beforeAll(async () => {
    pair = await generateKeyPair("ES256", { extractable: true });
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: "one", alg: "ES256" }];
    server = createServer((request, response) => {
      if (request.url === "/keys") response.end(JSON.stringify({ keys }));
      else response.writeHead(500).end("<html>");
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    settings = { jwksUrl: `http://127.0.0.1:${port}/keys`, issuer: "https://issuer.example", audience: "callthread" };
  });
  afterAll(() => new Promise((done) => server.close(done)));

  const token = (claims: JWTPayload, change: (jwt: SignJWT) => SignJWT = (jwt) => jwt) =>
    change(
      new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256", kid: "one" })
        .setIssuer(settings.issuer)
        .setAudience(settings.audience)
        .setSubject("ann")
        .setExpirationTime("5m"),
    ).sign(pair.privateKey);

  it("lets their subject in with the scopes that are ours", async () => {
    const verifier = createJwtVerifier(settings);
    expect(await verifier.verify(await token({ scope: "openid read link", name: "Ann" }))).toEqual({
      id: "jwt:ann",
      name: "Ann",
      scopes: ["read", "link"],
    });
    expect(await verifier.verify(await token({ scopes: ["admin", "x"] }))).toEqual({
      id: "jwt:ann",
      name: "ann",
      scopes: ["admin"],
    });
    expect(await verifier.verify(await token({}))).toMatchObject({ scopes: [] });
  });

  it("open the server's door", async () => {
    const running = await startTestServer({ jwt: settings });
    const authorization = `Bearer ${await token({ scope: "read", name: "Ann" })}`;
    expect(await (await running.post({ query: "{who}" }, { authorization })).json()).toEqual({ data: { who: "Ann" } });
    await running.remove();
  });

  const changes: [what: string, change: (jwt: SignJWT) => SignJWT, reason: string][] = [
    ["past its time", (jwt) => jwt.setExpirationTime("-1m"), "EXPIRED_TOKEN"],
    ["of another issuer", (jwt) => jwt.setIssuer("https://other.example"), "INVALID_TOKEN"],
    ["for another audience", (jwt) => jwt.setAudience("another"), "INVALID_TOKEN"],
    ["not yet valid", (jwt) => jwt.setNotBefore("5m"), "INVALID_TOKEN"],
  ];
  it.each(changes)("refuses one %s", async (_what, change, reason) => {
    const refused = createJwtVerifier(settings).verify(await token({ scope: "read" }, change));
    await expect(refused).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason });
  });

  it("refuses one that never ends, names nobody, is signed with an unknown key, a shared secret or not at all", async () => {
    const base = () => new SignJWT({ scope: "admin" }).setIssuer(settings.issuer).setAudience(settings.audience);
    const unsigned = `${btoa('{"alg":"none"}')}.${btoa('{"sub":"ann","scope":"admin"}')}.`.replaceAll("=", "");
    const forged = [
      await base().setProtectedHeader({ alg: "ES256", kid: "one" }).setSubject("ann").sign(pair.privateKey),
      await base().setProtectedHeader({ alg: "ES256", kid: "one" }).setExpirationTime("5m").sign(pair.privateKey),
      await base()
        .setProtectedHeader({ alg: "HS256", kid: "one" })
        .setSubject("ann")
        .setExpirationTime("5m")
        .sign(new TextEncoder().encode("x".repeat(32))),
      await base()
        .setProtectedHeader({ alg: "ES256", kid: "unknown" })
        .setSubject("ann")
        .setExpirationTime("5m")
        .sign(pair.privateKey),
      await token({ scope: "read" }).then((good) => `${good.slice(0, -4)}AAAA`),
      unsigned,
      "a.b.c",
    ];
    const verifier = createJwtVerifier(settings);
    for (const one of forged) {
      await expect(verifier.verify(one)).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "INVALID_TOKEN" });
    }
  });

  it.each(["/broken", "nowhere"])("is UNAVAILABLE, not wrong, while the keys cannot be fetched (%s)", async (path) => {
    const jwksUrl = path === "nowhere" ? "http://127.0.0.1:1/keys" : settings.jwksUrl.replace("/keys", path);
    const verified = createJwtVerifier({ ...settings, jwksUrl }).verify(await token({}));
    await expect(verified).rejects.toMatchObject({ code: "UNAVAILABLE", reason: "JWKS_UNREACHABLE" });
  });
});
