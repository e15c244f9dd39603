import { accessSync, constants, statSync } from "node:fs";
import { badInput } from "../errors.js";

/** Throws BAD_INPUT (FILE_NOT_READABLE) before a command begins with a file that it could not read. */
export function checkReadable(file: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch {
    throw badInput("FILE", `${file} is not there, or may not be read.`, "FILE_NOT_READABLE");
  }
  if (statSync(file).isDirectory()) throw badInput("FILE", `${file} is a folder.`, "FILE_NOT_READABLE");
}
