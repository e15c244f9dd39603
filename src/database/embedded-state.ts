import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../errors.js";

/** What a later start must know of an embedded server, kept beside its data. */
const State = z.object({ port: z.number(), password: z.string(), ownerPid: z.number() });
export type EmbeddedState = z.infer<typeof State>;

const fileOf = (folder: string): string => join(folder, "server.json");

/** null where no server was ever initialised. A damaged file is never taken for a missing one, which would end the data. */
export function readState(folder: string): EmbeddedState | null {
  if (!existsSync(fileOf(folder))) return null;
  try {
    return State.parse(JSON.parse(readFileSync(fileOf(folder), "utf8")));
  } catch (cause) {
    const message = `${fileOf(folder)} cannot be read: restore it from a backup, or give an empty DATA_DIR to begin anew. Nothing was changed.`;
    throw new AppError("UNAVAILABLE", message, { reason: "STATE_DAMAGED", cause });
  }
}

export function getState(folder: string): EmbeddedState {
  const state = readState(folder);
  if (state === null) throw new AppError("UNAVAILABLE", `${fileOf(folder)} is missing.`);
  return state;
}

/** By a rename: a process that is killed here, or a full disk, leaves the file as it was. */
export function writeState(folder: string, state: EmbeddedState): void {
  const written = `${fileOf(folder)}.${process.pid}`;
  writeFileSync(written, JSON.stringify(state), { mode: 0o600 });
  renameSync(written, fileOf(folder));
}
