import { withoutAccents } from "../accents.js";
import type { Sql } from "../database/sql.js";
import type { Clause } from "./search-query.js";
import { lookUpWords } from "./search-words.js";
import { standInsFor } from "./stand-ins.js";

/** Of a clause of one plain word the nearest word of like meaning that is said. */
export async function findStandIn(sql: Sql, { units }: Clause): Promise<string | null> {
  const [unit, ...others] = units;
  if (unit === undefined || others.length > 0 || unit.isQuoted || unit.isPrefix || unit.words.length > 1) return null;
  const like = standInsFor(withoutAccents(unit.words[0] ?? ""));
  if (like.length === 0) return null;
  const { words } = await lookUpWords(sql, like);
  return like.find((word) => (words.get(word)?.calls ?? 0) > 0) ?? null;
}
