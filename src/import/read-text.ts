import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { AppError } from "../errors.js";

export type Encoding = "utf-8" | "latin1" | "utf-16le";

/**
 * The text of a file, piece by piece, without a byte-order mark. Throws BAD_INPUT: FILE_NOT_READABLE, or INVALID_ENCODING
 * with the line where the bytes stop being text.
 */
export async function* readText(path: string, encoding: Encoding): AsyncGenerator<string> {
  // The web's "latin1" is Windows-1252, which is what spreadsheets write under that name.
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  let isFirst = true;
  for await (const chunk of openFile(path)) {
    if (isFirst) refusePacked(chunk);
    if (isFirst && encoding !== "utf-16le" && isUtf16(chunk))
      throw notText("The file is UTF-16: give --encoding utf-16le");
    isFirst = false;
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: true });
    } catch {
      throw notText(`${badLine(chunk, line)} is not ${encoding.toUpperCase()}: ${wayOut(encoding)}`);
    }
    line += countBreaks(text);
    yield text;
  }
  try {
    yield decoder.decode();
  } catch {
    throw notText(`The file ends in the middle of a character: ${wayOut(encoding)}`);
  }
}

async function* openFile(path: string): AsyncGenerator<Buffer> {
  try {
    const found = await stat(path);
    if (!found.isFile() && !found.isDirectory()) throw notReadable(path, READ_ONCE);
    for await (const chunk of createReadStream(path)) yield chunk as Buffer;
  } catch (cause) {
    const why = FAILURES[(cause as NodeJS.ErrnoException).code ?? ""];
    if (why === undefined) throw cause;
    throw notReadable(path, why, cause);
  }
}

/** A pipe has given all that it has to the reading before anything is stored. */
const READ_ONCE = "can be read only once, and an import reads it twice: save it as a file first";

const FAILURES: Readonly<Record<string, string>> = {
  ENOENT: "is not there",
  EACCES: "may not be read by this user",
  EISDIR: "is a folder",
};

const notReadable = (path: string, why: string, cause?: unknown): AppError =>
  new AppError("BAD_INPUT", `${path} ${why}.`, { field: "FILE", reason: "FILE_NOT_READABLE", cause });

const notText = (message: string): AppError =>
  new AppError("BAD_INPUT", `${message}.`, { field: "FILE", reason: "INVALID_ENCODING" });

const wayOut = (encoding: Encoding): string =>
  encoding === "utf-8"
    ? 'save it as UTF-8, convert it with "iconv -f WINDOWS-1252 -t UTF-8 FILE", or give --encoding latin1'
    : "give --encoding as the program that wrote it names it";

/** A workbook named .csv, or an export still compressed, is no text in any encoding. */
function refusePacked(start: Buffer): void {
  const mark = start.subarray(0, 4).toString("hex");
  if (mark === "504b0304")
    throw notText("The file is a workbook of a spreadsheet program, or another ZIP archive: export it as CSV in UTF-8");
  if (mark.startsWith("1f8b")) throw notText("The file is compressed by gzip: unpack it first");
}

const isUtf16 = (start: Buffer): boolean => {
  const mark = start.subarray(0, 2).toString("hex");
  return mark === "fffe" || mark === "feff";
};

const countBreaks = (text: string): number => text.split("\n").length - 1;

/** Decodes line by line to find the one that is to blame. */
function badLine(chunk: Buffer, firstLine: number): string {
  const lines = withoutCutCharacter(chunk).toString("latin1").split("\n");
  const bad = lines.findIndex((line, index) => index === lines.length - 1 || !isUtf8(Buffer.from(line, "latin1")));
  return `Line ${firstLine + bad}`;
}

/** A chunk may begin in the middle of a character: with bytes 10xxxxxx. */
function withoutCutCharacter(chunk: Buffer): Buffer {
  const start = chunk.subarray(0, 3).findIndex((byte) => (byte & 0xc0) !== 0x80);
  return chunk.subarray(Math.max(start, 0));
}
