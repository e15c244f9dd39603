/** Asks `work` for `atOnce` at a time until it finds fewer; it answers how many it found. Returns how many in all. */
export async function inPortions(atOnce: number, work: (most: number) => Promise<number>): Promise<number> {
  let all = 0;
  for (;;) {
    const found = await work(atOnce);
    all += found;
    if (found < atOnce) return all;
  }
}
