import { type Logger, pino } from "pino";

/** One JSON line an event, on stderr: stdout is for data. Callers put in ids and reasons, never names, numbers or words said. */
export const createLogger = (level: string): Logger =>
  pino(
    { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
