import { readFile } from "node:fs/promises";
import { type LinkingCase, readLinkingCases } from "../evaluate/linking-cases.js";

/**
 * The labelled calls of JSONL files, in order. `region` is the country of numbers without a code, where nothing else tells.
 * Throws BAD_INPUT naming the first line that cannot be read.
 */
export async function readCases(files: readonly string[], region = "US"): Promise<LinkingCase[]> {
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  return texts.flatMap((text) => readLinkingCases(text, region));
}
