import { tokensOf } from "./token-budget.js";

export type Section = "customer" | "needs" | "interactions" | "actions" | "preferences" | "bookings" | "passages";

const TITLES: Readonly<Record<Section, string>> = {
  customer: "## Customer",
  needs: "Allergies and needs:",
  interactions: "## Recent interactions",
  actions: "## Open action items (nothing says they are done)",
  preferences: "## Key preferences",
  bookings: "## Booking status",
  passages: "## Passages for the question",
};
const ORDER: readonly Section[] = [
  "customer",
  "needs",
  "interactions",
  "actions",
  "preferences",
  "bookings",
  "passages",
];

const SOURCES = "## Other calls and bookings cited";

/** Lines by section, as many as fit into a budget of tokens; what was added stays. */
export class BudgetedLines {
  private readonly lines = new Map<Section, string[]>();
  /** Of calls and bookings that are cited and have no line of their own, by id. */
  private readonly sources = new Map<string, string>();
  private left: number;

  constructor(
    private readonly head: readonly string[],
    budget: number,
  ) {
    this.left = budget - head.reduce((sum, line) => sum + cost(line), 0);
  }

  toString(): string {
    const sections = ORDER.flatMap((section) => {
      const lines = this.lines.get(section);
      return lines === undefined ? [] : [TITLES[section], ...lines];
    });
    const sources = this.sources.size === 0 ? [] : [SOURCES, ...this.sources.values()];
    return [...this.head, ...sections, ...sources].join("\n");
  }

  /** False where it does not fit into `share` of what is left. */
  add(section: Section, line: string, share = 1): boolean {
    const price = this.priceOf(section, line);
    if (price > this.left * share) return false;
    this.left -= price;
    const lines = this.lines.get(section);
    if (lines === undefined) this.lines.set(section, [line]);
    else lines.push(line);
    return true;
  }

  /** A line and the source that it cites, or neither. */
  addCiting(section: Section, line: string, source: { id: string; line: string }, share = 1): boolean {
    if (this.sources.has(source.id)) return this.add(section, line, share);
    if (this.priceOf(section, line) + this.priceOfSource(source.line) > this.left * share) return false;
    this.add(section, line);
    this.addSource(source.id, source.line);
    return true;
  }

  /** Of several wordings the first that fits stands in place of the section's first line. */
  replaceFirst(section: Section, line: string): void {
    const lines = this.lines.get(section);
    if (lines?.[0] === undefined) {
      this.add(section, line);
      return;
    }
    const more = cost(line) - cost(lines[0]);
    if (more > this.left) return;
    this.left -= more;
    lines[0] = line;
  }

  /** A line with a quotation that is cut at sentence ends until the line fits; false where not even a short one does. */
  addQuoting(section: Section, before: string, quoted: string, after: string): boolean {
    for (let text = quoted; ; ) {
      if (this.add(section, `${before}${text}${after}`)) return true;
      const shorter = shortened(text);
      if (shorter === null) return false;
      text = shorter;
    }
  }

  addSource(id: string, line: string): void {
    this.left -= this.priceOfSource(line);
    this.sources.set(id, line);
  }

  /** It gets a line of its own: what its source cost is free again. */
  dropSource(id: string): string | undefined {
    const source = this.sources.get(id);
    if (source === undefined) return undefined;
    this.sources.delete(id);
    this.left += this.priceOfSource(source);
    return source;
  }

  private priceOf(section: Section, line: string): number {
    return cost(line) + (this.lines.has(section) ? 0 : cost(TITLES[section]));
  }

  private priceOfSource(source: string): number {
    return cost(source) + (this.sources.size === 0 ? cost(SOURCES) : 0);
  }
}

const cost = (line: string): number => tokensOf(`${line}\n`);

/** Without the last sentence; null where one is left. */
function shortened(text: string): string | null {
  const ends = [...text.matchAll(/[.?!](?=\s)/g)].map(({ index }) => index + 1).filter((end) => end < text.length - 1);
  const end = ends.at(-1);
  return end === undefined ? null : text.slice(0, end);
}
