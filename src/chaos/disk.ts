import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A small disk of its own for the database, which can be filled. */
export interface Disk {
  readonly folder: string;
  /** Leaves not a byte free; false where this is no disk of its own, for want of the right to mount one. */
  fill(): boolean;
  empty(): void;
  remove(): void;
}

/** Room for a run's data and PostgreSQL's write-ahead log (1 GB before it is reused), and not much more. */
const SIZE_MB = 2_048;

export function mountDisk(folder: string): Disk {
  mkdirSync(folder, { recursive: true });
  const isMounted =
    spawnSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE_MB}M,mode=755`, "chaos", folder]).status === 0;
  const ballast = join(folder, "ballast");
  return {
    folder,
    fill() {
      if (!isMounted) return false;
      const { bavail, bsize } = statfsSync(folder);
      if (bavail > 0) grow(ballast, bavail * bsize);
      return true;
    },
    empty: () => rmSync(ballast, { force: true }),
    remove() {
      if (isMounted) spawnSync("umount", [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const CHUNK_BYTES = 8 * 1024 * 1024;

function grow(file: string, bytes: number): void {
  try {
    for (let left = bytes; left > 0; left -= CHUNK_BYTES) {
      writeFileSync(file, Buffer.alloc(Math.min(left, CHUNK_BYTES)), { flag: "a" });
    }
  } catch {
    // Full, which is what was wanted.
  }
}
