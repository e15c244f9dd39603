/** Loaded into a process before its program: SIGUSR2 puts its clock an hour ahead, the next one back, and so on. */
const AHEAD_MS = 3_600_000;
const RealDate = Date;
let offsetMs = 0;

class ShiftedDate extends RealDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(RealDate.now() + offsetMs);
    else super(...(given as [number]));
  }

  static override now(): number {
    return RealDate.now() + offsetMs;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
process.on("SIGUSR2", () => {
  offsetMs = offsetMs === 0 ? AHEAD_MS : 0;
});
