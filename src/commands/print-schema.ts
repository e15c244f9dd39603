import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildAppSchema } from "../app-schema.js";
import { AppError, badInput } from "../errors.js";
import { printGraphqlSchema } from "../graphql/schema.js";
import { packageRoot } from "../package-root.js";
import { print, say } from "./report-failure.js";

const currentSchema = async (): Promise<string> => printGraphqlSchema(await buildAppSchema(null));

export const printSchema = async (): Promise<void> => print(await currentSchema());

/** Throws CONFLICT where the file is not what this version answers to. */
export async function checkSchema(file: string | null): Promise<void> {
  const path = file ?? join(packageRoot, "schema.graphql");
  const name = file ?? "schema.graphql";
  let written: string;
  try {
    written = readFileSync(path, "utf8");
  } catch {
    throw badInput("check", `${name} cannot be read.`, "FILE_NOT_READABLE");
  }
  const current = await currentSchema();
  if (written === current) {
    say(`${name} is the schema of this version.`);
    return;
  }
  const [ours, theirs] = [current.split("\n"), written.split("\n")];
  const line = ours.findIndex((text, index) => text !== theirs[index]);
  throw new AppError(
    "CONFLICT",
    `${name} differs from the schema of this version from line ${(line < 0 ? ours.length : line) + 1} on; "callthread schema > ${name}" writes it anew.`,
    { reason: "SCHEMA_DIFFERS" },
  );
}
