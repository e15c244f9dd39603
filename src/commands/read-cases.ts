import { readFile } from "node:fs/promises";
import { SETTINGS } from "../config.js";
import { badInput } from "../errors.js";
import { type LinkingCase, readLinkingCases } from "../evaluate/linking-cases.js";

/**
 * The labelled calls of JSONL files, in order. `region` is the country of numbers without a code, where nothing else tells.
 * Throws BAD_INPUT for a country that is none, and naming the first line that cannot be read.
 */
export async function readCases(files: readonly string[], region = "US"): Promise<LinkingCase[]> {
  const read = SETTINGS.defaultRegion.parse.safeParse(region);
  if (!read.success) throw badInput("region", `--region ${read.error.issues[0]?.message ?? "is wrong"}.`);
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return texts.flatMap((text) => readLinkingCases(text, read.data));
}
