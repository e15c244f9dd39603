import type { CallFact } from "./ai-context-facts.js";
import { LONGEST_BEGINNING } from "./ai-context-query.js";
import { hideSecretsAcross } from "./spoken-secrets.js";
import { lastSentenceEnd } from "./untrusted-text.js";

const CUSTOMER = "Customer: ";

/**
 * What was said first in a call that nobody summed up: by the customer, where they called, for greetings of the business say
 * nothing; by both where the business called, for then it says what about, and the customer only answers. Null for null.
 */
export function beginningInWords(beginning: string | null, direction: CallFact["direction"]): string | null {
  if (beginning === null) return null;
  const lines = wholeSentences(beginning).split("\n");
  if (direction === "OUTBOUND") return hideSecretsAcross(lines).join(" ");
  const customers = lines.filter((line) => line.startsWith(CUSTOMER)).map((line) => line.slice(CUSTOMER.length));
  return customers.length > 0 ? customers.join(" ") : lines.join(" ");
}

/** Half a sentence may say the opposite of the whole: of a text that goes on the last one begun is left out, or cut and marked. */
function wholeSentences(beginning: string): string {
  const characters = [...beginning];
  if (characters.length <= LONGEST_BEGINNING) return beginning;
  const lines = characters.slice(0, LONGEST_BEGINNING).join("").split("\n");
  const last = lines.pop() ?? "";
  const end = lastSentenceEnd(last);
  return [...lines, end < 0 ? last.replace(/\s+\S*$/, "…") : last.slice(0, end + 1)].join("\n");
}
