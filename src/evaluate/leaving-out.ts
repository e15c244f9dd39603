/** By part, what is learned from all others. */
export const leavingOut = <Item extends { readonly part: string }, Learned>(
  items: readonly Item[],
  learnFrom: (others: readonly Item[]) => Learned,
): Map<string, Learned> =>
  new Map(
    [...Map.groupBy(items, ({ part }) => part).keys()].map((out) => [
      out,
      learnFrom(items.filter(({ part }) => part !== out)),
    ]),
  );
