/**
 * Answers batched keys that differ in their customer and, through aliases, in their other arguments: one statement per
 * different arguments, whatever the number of customers. Rows come back per key, in the statement's order.
 */
export async function byCustomer<
  Key extends { readonly customerId: string },
  Row extends { readonly customerId: string | null },
>(keys: readonly Key[], read: (example: Key, customerIds: string[]) => Promise<Row[]>): Promise<Row[][]> {
  const groups = new Map<string, Key[]>();
  for (const key of keys) {
    const name = argumentsOf(key);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [key]);
    else group.push(key);
  }
  const answers = new Map<string, Map<string | null, Row[]>>();
  await Promise.all(
    [...groups].map(async ([name, group]) => {
      const [example] = group;
      if (example === undefined) return;
      const rows = await read(example, [...new Set(group.map(({ customerId }) => customerId))]);
      answers.set(
        name,
        Map.groupBy(rows, ({ customerId }) => customerId),
      );
    }),
  );
  return keys.map((key) => answers.get(argumentsOf(key))?.get(key.customerId) ?? []);
}

const argumentsOf = ({ customerId: _, ...others }: { customerId: string }): string => JSON.stringify(others);
