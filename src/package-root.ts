import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json, from the sources as well as from the build: migrations and the schema lie beside it. */
export const packageRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** What package.json says of this version. */
export const packageFacts = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as {
  readonly version: string;
  readonly engines: { readonly node: string };
};

function findRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("package.json is missing above the program's own files.");
  return findRoot(parent);
}
