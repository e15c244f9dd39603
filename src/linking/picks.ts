import type { ClockMention } from "./clock-point.js";
import type { Turn } from "./lexemes.js";

/** Taken of several times by its place among them. */
const PICK =
  /\bthe (?:(?<early>earl(?:y|ier|iest)|sooner|soonest|first)|(?<late>later?|latest|last|second))(?: (?:one|time|slot|seating|option|session|of (?:the two|those|them)))\b/;
/** How many turns later it may be taken. */
const REACH = 4;

/** "I have a five and a seven-thirty." "The earlier one, please." The times offered that were not picked. */
export function unpicked(clocks: readonly ClockMention[], turns: readonly Turn[]): ReadonlySet<ClockMention> {
  const offers = Map.groupBy(
    clocks.filter(({ turn }) => turn.speaker === "agent"),
    ({ turn }) => turn.index,
  );
  const out = new Set<ClockMention>();
  for (const [index, offered] of offers) {
    const next = clocks.find(({ turn }) => turn.index > index)?.turn.index ?? turns.length;
    const answers = turns
      .slice(index + 1, Math.min(next, index + 1 + REACH))
      .filter(({ speaker }) => speaker !== "agent");
    const pick = answers.map(({ plain }) => PICK.exec(plain)?.groups).find((groups) => groups !== undefined);
    if (pick === undefined) continue;
    const inOrder = [...offered].sort((a, b) => (a.minutes[0] ?? 0) - (b.minutes[0] ?? 0));
    const taken = inOrder.at(pick.early === undefined ? -1 : 0);
    for (const one of offered) if (one !== taken) out.add(one);
  }
  return out;
}
