import type { ContextStatement } from "./ai-context-details.js";
import type { StatementFact } from "./ai-context-facts.js";
import { hideSecretsOfTurn } from "./spoken-secrets.js";
import { spokenWords } from "./spoken-words.js";
import { cutAtSentence, plainUntrusted } from "./untrusted-text.js";

export const LONGEST_STATEMENT = 220;
/** Of action items, and of preferences. */
const MOST_STATEMENTS = 12;

/** What only an action item may be. */
export const NO_MARKS = { isForPastEvent: false, isForCancelledEvent: false } as const;

/** Written when it is needed: most are not. */
export type Unwritten = () => ContextStatement;

/** None where no `part` of it tells anything. */
export const statementsOf = (statement: StatementFact, part: string | null): Unwritten[] =>
  part === null
    ? []
    : [
        () => ({
          text: cutAtSentence(hideSecretsOfTurn(plainUntrusted(part)), LONGEST_STATEMENT),
          recordingId: statement.callId,
          startedAt: new Date(statement.startedAt),
          offsetSeconds: statement.offsetSeconds,
          ...NO_MARKS,
        }),
      ];

/** The sentence for which a turn was noted; of speech without full stops, the words around its cue. */
export function tellingPart(text: string, placeOf: (sentence: string) => number | null): string | null {
  const sentences = text.split(/(?<=[.?!])\s+/);
  const sentence = sentences.find((each) => placeOf(each) !== null);
  if (sentence === undefined || sentence.length <= LONGEST_STATEMENT) return sentence ?? null;
  const at = placeOf(sentence) ?? 0;
  return sentence.slice(Math.max(sentence.lastIndexOf(" ", Math.max(at - 60, 0)), 0)).trim();
}

/** Whether two texts say the same in nearly the same words, or one all that the other says. */
export const saysSame = (one: string, other: string): boolean => areAlike(stemsOf(one), stemsOf(other));

const stemsOf = (text: string): Set<string> => new Set(spokenWords(text).map((word) => word.stem));
const areAlike = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  shared(a, b) >= 0.7 * Math.min(a.size, b.size);

/** The latest twelve, of those that say the same in nearly the same words the latest. */
export function distinct(all: readonly Unwritten[]): ContextStatement[] {
  const kept: { statement: ContextStatement; stems: Set<string> }[] = [];
  for (const write of all) {
    if (kept.length === MOST_STATEMENTS) break;
    const statement = write();
    const stems = stemsOf(statement.text);
    if (stems.size < 2) continue;
    if (!kept.some((other) => areAlike(stems, other.stems))) kept.push({ statement, stems });
  }
  return kept.map(({ statement }) => statement);
}

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((each) => b.has(each)).length;
