import type { FoundCount } from "./count-mentions.js";
import type { Lexeme } from "./lexemes.js";

const PARTIAL =
  /^(?:adults?|grown(?:ups?)?|kids?|child(?:ren)?|teenagers|teens|toddlers|infants|vegetarians?|vegans?)$/;

/** "Ten adults and four kids" is also fourteen people. */
export function withSums(found: readonly FoundCount[], lexemes: readonly Lexeme[]): FoundCount[] {
  const out = [...found];
  for (let i = 1; i < found.length; i++) {
    const a = found[i - 1];
    const b = found[i];
    if (a === undefined || b === undefined || !a.explicit || !b.explicit) continue;
    const kinds = [lexemes[a.to - 1]?.word ?? "", lexemes[b.to - 1]?.word ?? ""];
    const apart = b.from - a.to;
    if (apart >= 0 && apart <= 3 && kinds.some((word) => PARTIAL.test(word)) && kinds[0] !== kinds[1]) {
      out.push({
        from: a.from,
        to: b.to,
        low: a.low + b.low,
        high: a.high + b.high,
        approximate: a.approximate || b.approximate,
        explicit: true,
        added: false,
      });
    }
  }
  return out;
}
