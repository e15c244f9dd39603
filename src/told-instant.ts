/**
 * For the database: the last instant that is told as `moment`. Instants are told in milliseconds and kept in microseconds,
 * so what happened at an instant that was told had happened by the end of its millisecond.
 */
export const lastToldAs = (moment: Date): string => moment.toISOString().replace("Z", "999Z");
