import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.js";
import type { Bench } from "./bench-command.js";
import { benchFolder } from "./bench-database.js";
import { type Program, startProgram } from "./program.js";

/** PostGraphile on the same tables, installed beside the benchmarks' data on first use and never with the product. */
export async function startPeer(databaseUrl: string, bench: Bench): Promise<Program> {
  const folder = join(benchFolder(), "peers");
  mkdirSync(folder, { recursive: true });
  cpSync(join(packageRoot, "bench", "peers"), folder, { recursive: true });
  if (!existsSync(join(folder, "node_modules", "postgraphile"))) {
    bench.progress("installing PostGraphile …");
    await install(folder);
  }
  return startProgram({
    script: join(folder, "postgraphile.mjs"),
    environment: { DATABASE_URL: databaseUrl },
    readyPath: "/graphql",
  });
}

async function install(folder: string): Promise<void> {
  const child = spawn("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise<number | null>((done, failed) => child.once("exit", done).once("error", failed));
  if (code !== 0) throw new Error(`npm ci in ${folder} ended with ${code}.`);
}
