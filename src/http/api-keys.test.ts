import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { eventually } from "../testing/eventually.js";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.js";
import { parseApiKey, parseScopes } from "./api-key.js";
import { createApiKey, listApiKeys, revokeApiKey, rotateApiKey } from "./api-key-store.js";
import { createAccess } from "./authentication.js";
import type { JwtSettings } from "./json-web-tokens.js";

describe("API keys", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const enter = (key: string, access = createAccess(database.sql, null)) => access.authenticate(`Bearer ${key}`);

  it("lets its holder in under its name and with its scopes, and is kept as a hash only", async () => {
    const { key, row } = await createApiKey(database.sql, { name: "desk", scopes: ["read", "link"] });
    expect(await enter(key)).toEqual({ id: `key:${row.id}`, name: "desk", scopes: ["read", "link"] });
    const [stored] = await database.sql.query<{ row: string }>("SELECT api_keys::text AS row FROM api_keys");
    expect(stored?.row).not.toContain(key.slice("ct_000000000000_".length));
  });

  it("notes its use once a minute", async () => {
    const { key, row } = await createApiKey(database.sql, { name: "noted", scopes: ["read"] });
    const used = async () => (await listApiKeys(database.sql)).find(({ id }) => id === row.id)?.lastUsedAt;
    expect(await used()).toBeNull();
    const access = createAccess(database.sql, null);
    await Promise.all([enter(key, access), enter(key, access), enter(key, access)]);
    const first = await used();
    expect(first?.getSeconds()).toBe(0);
    await enter(key);
    expect(await used()).toEqual(first);
  });

  it("is refused with the right prefix and another secret", async () => {
    const [one, other] = [
      await createApiKey(database.sql, { name: "one", scopes: ["read"] }),
      await createApiKey(database.sql, { name: "other", scopes: ["admin"] }),
    ];
    const mixed = `ct_${other.prefix}_${one.key.slice("ct_000000000000_".length)}`;
    await expect(enter(mixed)).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "UNKNOWN_KEY" });
  });

  it("is refused after its time", async () => {
    const { key } = await createApiKey(database.sql, {
      name: "short",
      scopes: ["read"],
      expiresAt: new Date(Date.now() - 1),
    });
    await expect(enter(key)).rejects.toMatchObject({ code: "UNAUTHENTICATED", reason: "EXPIRED_KEY" });
  });

  it("is refused within a second of its revocation, by a process that has just let it in", async () => {
    const { key } = await createApiKey(database.sql, { name: "gone", scopes: ["read"] });
    const access = createAccess(database.sql, null);
    await enter(key, access);
    await revokeApiKey(database.sql, "gone");
    const revokedAt = Date.now();
    const refusal = async (): Promise<unknown> => {
      for (;;) {
        const failure = await enter(key, access).then(
          () => null,
          (error: unknown) => error,
        );
        if (failure !== null) return failure;
        await new Promise((soon) => setImmediate(soon));
      }
    };
    expect(await refusal()).toMatchObject({ code: "UNAUTHENTICATED", reason: "REVOKED_KEY" });
    expect(Date.now() - revokedAt).toBeLessThan(10_000);
  });

  it("has a name that no other live key has", async () => {
    await createApiKey(database.sql, { name: "twin", scopes: ["read"] });
    const again = () => createApiKey(database.sql, { name: " twin ", scopes: ["read"] });
    await expect(again()).rejects.toMatchObject({ code: "CONFLICT", reason: "KEY_NAME_TAKEN" });
    await revokeApiKey(database.sql, "twin");
    await expect(again()).resolves.toBeDefined();
  });

  it("is rotated: both live for a while, then the new one alone, without a restart", async () => {
    const access = createAccess(database.sql, null);
    const first = await createApiKey(database.sql, { name: "rotating", scopes: ["read", "link"] });
    await enter(first.key, access);
    const rotate = (oldEndsAt: Date) => database.transaction((tx) => rotateApiKey(tx, "rotating", { oldEndsAt }));
    const second = await rotate(new Date(Date.now() + 1_200));
    expect(await enter(second.key, access)).toMatchObject({ name: "rotating", scopes: ["read", "link"] });
    expect(await enter(first.key, createAccess(database.sql, null))).toMatchObject({ scopes: ["read", "link"] });
    await eventually("the first to expire", () =>
      enter(first.key, access).then(
        () => false,
        (error) => error.reason === "EXPIRED_KEY",
      ),
    );
    const third = await rotate(new Date());
    await eventually("the second to be revoked", () =>
      enter(second.key, access).then(
        () => false,
        (error) => error.reason === "REVOKED_KEY",
      ),
    );
    expect(await enter(third.key, access)).toMatchObject({ name: "rotating" });
    await expect(
      database.transaction((tx) => rotateApiKey(tx, "nobody", { oldEndsAt: new Date() })),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("lives as long as the one it replaces was made for", async () => {
    const hour = 3_600_000;
    await createApiKey(database.sql, { name: "hourly", scopes: ["read"], expiresAt: new Date(Date.now() + hour) });
    const { row, old } = await database.transaction((tx) =>
      rotateApiKey(tx, "hourly", { oldEndsAt: new Date(Date.now() + 5 * hour) }),
    );
    expect(row.expiresAt?.getTime()).toBeGreaterThanOrEqual((old.expiresAt?.getTime() ?? 0) - 1_000);
    expect(Math.abs((old.expiresAt?.getTime() ?? 0) - Date.now() - hour)).toBeLessThan(60_000);
  });

  it("cannot be revoked twice, nor when it never was", async () => {
    const { prefix } = await createApiKey(database.sql, { name: "once", scopes: ["read"] });
    await revokeApiKey(database.sql, prefix);
    await expect(revokeApiKey(database.sql, "once")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(revokeApiKey(database.sql, "never")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("opens the service to other machines only while it lives, where no tokens are accepted", async () => {
    const isOpen = (jwt: JwtSettings | null = null) => createAccess(database.sql, jwt).isConfigured();
    await database.sql.query("DELETE FROM api_keys");
    expect(await isOpen()).toBe(false);
    await createApiKey(database.sql, { name: "a", scopes: ["read"], expiresAt: new Date(Date.now() - 1) });
    expect(await isOpen()).toBe(false);
    await createApiKey(database.sql, { name: "b", scopes: ["read"] });
    expect(await isOpen()).toBe(true);
    await revokeApiKey(database.sql, "b");
    expect(await isOpen()).toBe(false);
    expect(await isOpen({ jwksUrl: "https://id.example/keys", issuer: "i", audience: "a" })).toBe(true);
  });

  it.each([
    "",
    "ct_",
    "ct_short_x",
    "CT_000000000000_x",
    `ct_00000000000_${"A".repeat(43)}`,
    `ct_000000000000_${"A".repeat(44)}`,
  ])("is not %p", (text) => expect(parseApiKey(text)).toBeNull());

  it("reads scopes as people write them", () => {
    expect(parseScopes("read, link read")).toEqual(["read", "link"]);
    expect(() => parseScopes("read,sudo")).toThrow(/sudo/);
    expect(() => parseScopes(" ")).toThrow(/names none/);
  });
});
