import { readFile } from "node:fs/promises";
import { badInput } from "../errors.js";
import type { Adaptation } from "../linking/facts.js";
import { adaptationText } from "../linking-settings.js";

/** Throws BAD_INPUT (NO_ADAPTATION) where `calibrate --adapt` did not write the file. */
export async function readAdaptation(file: string): Promise<Adaptation> {
  const read = adaptationText.safeParse(await readFile(file, "utf8"));
  if (read.success) return read.data;
  throw badInput("adaptation", `${file} ${read.error.issues[0]?.message ?? "is wrong"}.`, "NO_ADAPTATION");
}
