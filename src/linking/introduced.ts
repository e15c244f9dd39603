import type { Lexeme } from "./lexemes.js";
import { wordNear } from "./mention.js";

/** What is said right behind the name of whoever speaks. */
const SPEAKS = /^(?:calling|speaking|here|ringing|phoning|again)$/;

/**
 * Whether the word at `at` is the name of somebody who introduces themselves, whatever it means elsewhere: "my name is June",
 * "this is April calling", "it's Tuesday Smith here", "this is June from Cascade".
 */
export function isIntroduced(lexemes: readonly Lexeme[], at: number): boolean {
  const lead = `${wordNear(lexemes, at, -2)} ${wordNear(lexemes, at, -1)}`;
  if (NAMES.test(lead)) return true;
  if (!PRESENTS.test(lead)) return false;
  const after = wordNear(lexemes, at, 1);
  if (SPEAKS.test(after) || SPEAKS.test(wordNear(lexemes, at, 2))) return true;
  const whence = lexemes[at + 2];
  return after === "from" && lead === "this is" && whence?.kind === "word" && !TIMES.test(whence.word);
}
const NAMES = /(?:\bname is|\bname's)$/;
const PRESENTS = /(?:^this is|^it is|^i am|\bit's|\bi'm)$/;
/** "This is Friday from noon on." */
const TIMES = /^(?:noon|midday|midnight|then|now|about|around|like)$/;
