import type { Call, LogRecord, Recording } from "./call.js";

/** Every call placed so far, found by what the API asks for. */
export class Calls {
  readonly #calls: Call[] = [];
  readonly #byRecording = new Map<string, { readonly call: Call; readonly recording: Recording }>();
  readonly #byLogRecord = new Map<string, { readonly call: Call; readonly record: LogRecord }>();
  /** Past their retention: the call log still names them, but they cannot be fetched. */
  readonly #discarded = new Set<string>();

  add(call: Call): void {
    this.#calls.push(call);
    for (const recording of call.recordings) this.#byRecording.set(recording.id, { call, recording });
    for (const record of call.logRecords) this.#byLogRecord.set(record.id, { call, record });
  }

  list(): readonly Call[] {
    return this.#calls;
  }

  /** Every log record with its call, whether the log shows it yet or not. */
  listLogRecords(): readonly { readonly call: Call; readonly record: LogRecord }[] {
    return [...this.#byLogRecord.values()];
  }

  findRecording(id: string): { readonly call: Call; readonly recording: Recording } | null {
    return this.#byRecording.get(id) ?? null;
  }

  findLogRecord(id: string): { readonly call: Call; readonly record: LogRecord } | null {
    return this.#byLogRecord.get(id) ?? null;
  }

  listRecordingsOfSession(telephonySessionId: string): readonly { call: Call; recording: Recording }[] {
    return [...this.#byRecording.values()].filter(
      ({ recording }) => recording.telephonySessionId === telephonySessionId,
    );
  }

  discardRecording(id: string): void {
    this.#discarded.add(id);
  }

  isDiscarded(id: string): boolean {
    return this.#discarded.has(id);
  }
}
