/** Nothing of a person who was erased is in a process's memory after ten minutes, whatever kept it: SECURITY.md says so. */
export const LONGEST_IN_MEMORY_MS = 600_000;
