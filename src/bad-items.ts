import { AppError } from "./errors.js";

/** What is wrong with one item of a list. */
export interface ItemProblem {
  readonly index: number;
  /** Below the item, e.g. `phones[0]`; empty where the item as a whole is wrong. */
  readonly path: string;
  /** What is wrong and what it takes; never the value itself. */
  readonly message: string;
  /** Stable, e.g. `NO_USABLE_PHONE`. */
  readonly reason: string;
}

const SHOWN = 20;

/** A list of which nothing was stored, because of some of its items: every problem is told at once. */
export class BadItems extends AppError {
  readonly problems: readonly ItemProblem[];

  constructor(argument: string, problems: readonly ItemProblem[]) {
    const lines = problems.map((problem) => `${fieldOf(argument, problem)} ${problem.message}`);
    const rest = lines.length > SHOWN ? ` (and ${lines.length - SHOWN} more)` : "";
    const first = problems[0];
    super("BAD_INPUT", `Nothing was stored: ${lines.slice(0, SHOWN).join("; ")}${rest}.`, {
      field: first === undefined ? argument : fieldOf(argument, first),
      ...(first === undefined ? {} : { reason: first.reason }),
    });
    this.problems = problems;
  }
}

/** `input[3].phones[0]`. */
const fieldOf = (argument: string, problem: Pick<ItemProblem, "index" | "path">): string =>
  `${argument}[${problem.index}]${problem.path === "" ? "" : `.${problem.path}`}`;
