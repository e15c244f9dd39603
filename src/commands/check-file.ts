import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import { badInput } from "../errors.js";

/** Throws BAD_INPUT (FILE_NOT_READABLE) before a command begins with a file that it could not read. */
export function checkReadable(file: string | undefined): void {
  if (file === undefined) return;
  if (!may(file, constants.R_OK))
    throw badInput("FILE", `${file} is not there, or may not be read.`, "FILE_NOT_READABLE");
  if (statSync(file).isDirectory()) throw badInput("FILE", `${file} is a folder.`, "FILE_NOT_READABLE");
}

/** Throws BAD_INPUT (FILE_NOT_WRITABLE) before a command works for minutes on what it could not write. */
export function checkWritable(file: string | undefined): void {
  if (file === undefined) return;
  if (may(file, constants.F_OK) && statSync(file).isDirectory())
    throw badInput("FILE", `${file} is a folder.`, "FILE_NOT_WRITABLE");
  if (may(file, constants.W_OK) || (!may(file, constants.F_OK) && may(dirname(file), constants.W_OK))) return;
  throw badInput(
    "FILE",
    `${file} cannot be written: its folder is not there, or may not be written to.`,
    "FILE_NOT_WRITABLE",
  );
}

function may(file: string, mode: number): boolean {
  try {
    accessSync(file, mode);
    return true;
  } catch {
    return false;
  }
}
