/**
 * Splits `items` so that no two of a round have the same key: one statement can write a row only once. The items of one
 * key stay in their order.
 */
export function inRounds<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const rounds: Item[][] = [];
  const seen = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    const round = seen.get(key) ?? 0;
    seen.set(key, round + 1);
    const place = rounds[round];
    if (place === undefined) rounds.push([item]);
    else place.push(item);
  }
  return rounds;
}
