import type { Command } from "commander";
import { type Flags, withDatabaseFlags } from "./settings-flags.js";

export function registerKeys(program: Command): void {
  const keys = program
    .command("keys")
    .description("API keys: who may ask, and what")
    .addHelpText(
      "after",
      `
Scopes:
  read     customers, bookings, calls, search, subscriptions
  context  a customer's context for an AI agent; goes with read, which finds the customer
  link     decide links
  write    customers, bookings and calls
  admin    all of these

Examples:
  $ callthread keys create desk --scopes read,link
  $ KEY=$(callthread keys create agent --scopes read,context --expires 90d)
  $ callthread keys list
  $ callthread keys rotate desk --grace 12h
  $ callthread keys revoke desk`,
    );

  withDatabaseFlags(keys.command("create"))
    .description("make a key and print it, once: only a hash is kept")
    .argument("<name>", "who uses it, shown where it decides something")
    .requiredOption("--scopes <scopes>", "what it may do: read, context, link, write, admin; separated by commas")
    .option("--expires <when>", "a span such as 12h, 90d, 4w or 1y, or an instant such as 2027-01-01T00:00:00Z")
    .addHelpText("after", "\nExample:\n  $ callthread keys create agent --scopes read,context --expires 90d")
    .action(async (name: string, flags: Flags) => {
      const { createKey } = await import("./manage-keys.js");
      await createKey(name, flags);
    });

  withDatabaseFlags(keys.command("list"))
    .description("list keys, newest first, without their secrets")
    .option("--json", "as JSON")
    .addHelpText("after", "\nExample:\n  $ callthread keys list --json")
    .action(async (flags: Flags) => {
      const { listKeys } = await import("./manage-keys.js");
      await listKeys(flags);
    });

  withDatabaseFlags(keys.command("rotate"))
    .description("make a new key of the same name and scopes and print it, once; the old one ends after a while")
    .argument("<key>", "its name, id or prefix; never the key itself")
    .option("--grace <when>", "until when the old one goes on: a span, an instant, or 0", "24h")
    .option("--expires <when>", "when the new one ends; as long as the old one was made for where absent")
    .addHelpText("after", "\nExample:\n  $ KEY=$(callthread keys rotate desk --grace 12h)")
    .action(async (key: string, flags: Flags) => {
      const { rotateKey } = await import("./manage-keys.js");
      await rotateKey(key, flags);
    });

  withDatabaseFlags(keys.command("revoke"))
    .description("end a key: requests and sockets are refused and closed within two seconds, without a restart")
    .argument("<key>", "its name, id or prefix; never the key itself")
    .addHelpText("after", "\nExample:\n  $ callthread keys revoke desk")
    .action(async (key: string, flags: Flags) => {
      const { revokeKey } = await import("./manage-keys.js");
      await revokeKey(key, flags);
    });
}
