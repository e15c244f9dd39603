import { Command } from "commander";
import { messageOf } from "../errors.js";
import { keepStarted, type Started } from "./stop-later.js";

/** What a benchmark answers: one object for machines, and the same as text for people. */
export interface Report {
  readonly figures: object;
  readonly text: string;
}

/** What a run is given. */
export interface Bench extends Pick<Started, "stopLater"> {
  /** Says on stderr how far it is. */
  progress(line: string): void;
}

export interface BenchCommand<Flags> {
  readonly name: string;
  readonly description: string;
  /** Adds the flags of its own. */
  readonly flags: (command: Command) => Command;
  readonly run: (flags: Flags, bench: Bench) => Promise<Report>;
}

/** Runs the benchmark that the process was started for: figures on stdout, progress on stderr, exit code 1 on failure. */
export async function runBench<Flags>(definition: BenchCommand<Flags>): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const { stopLater, stopAll } = keepStarted(say);
  try {
    const command = new Command(`npm run -s ${definition.name} --`)
      .description(definition.description)
      .option("--json", "print one JSON object");
    definition.flags(command).parse();
    const { json, ...flags } = command.opts<{ json?: boolean }>();
    const { figures, text } = await definition.run(flags as Flags, { progress: say, stopLater });
    process.stdout.write(json === true ? `${JSON.stringify(figures)}\n` : `${text}\n`);
  } catch (error) {
    say(`${definition.name}: ${messageOf(error)}`);
    process.exitCode = 1;
  } finally {
    await stopAll();
  }
}
