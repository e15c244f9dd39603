/** Somebody wants this command to end before its work is done. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  /** What the process is to end with. */
  readonly exitCode: number;

  constructor(exitCode: number) {
    super("interrupted");
    this.exitCode = exitCode;
  }
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

const listeners = new Set<(interruption: Interruption) => void>();

/** Ctrl-C, SIGTERM, and a reader of stdout that went away, each time one comes, until the function returned is called. */
export function onInterruption(tell: (interruption: Interruption) => void): () => void {
  const onSignal = (signal: keyof typeof EXIT_CODES) => tell(new Interruption(EXIT_CODES[signal]));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
  listeners.add(tell);
  return () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, onSignal);
    listeners.delete(tell);
  };
}

/** A reader that has seen enough, such as `head`, closes the pipe: that is no failure. */
export function readerHasLeft(): void {
  if (listeners.size === 0) process.exit(0);
  for (const tell of listeners) tell(new Interruption(0));
}
