import { readFile } from "node:fs/promises";
import { SETTINGS } from "../config.js";
import { AppError, badInput } from "../errors.js";
import { type LinkingCase, readLinkingCases } from "../evaluate/linking-cases.js";

/**
 * The labelled calls of JSONL files, in order. `region` is the country of numbers without a code, where nothing else tells.
 * Throws BAD_INPUT for a country that is none, and naming the file and the first line in it that cannot be read.
 */
export async function readCases(files: readonly string[], region = "US"): Promise<LinkingCase[]> {
  const read = SETTINGS.defaultRegion.parse.safeParse(region);
  if (!read.success) throw badInput("region", `--region ${read.error.issues[0]?.message ?? "is wrong"}.`);
  const texts = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, "utf8") })));
  return texts.flatMap(({ file, text }) => namingFile(file, () => readLinkingCases(text, read.data)));
}

function namingFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw badInput("file", `${file}: ${error.message}`, error.reason);
  }
}
