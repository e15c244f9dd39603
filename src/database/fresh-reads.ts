import { pause } from "../pause.js";
import { isLostRace, isOutage } from "./outage.js";
import { getOne, type Sql } from "./sql.js";

export interface FreshReadsOptions {
  readonly primary: Sql;
  readonly replica: Sql;
  /** The replica cannot be used at all; told once each time that it ceases to be usable. */
  readonly onUnusable: (reason: string) => void;
}

/** How long a read waits for a replica that is behind: replaying what was written a moment ago takes some milliseconds. */
const WAIT_MS = 20;
const LOOK_EVERY_MS = 4;
/** One that did not make it is let be for so long: whoever asks meanwhile need not wait in vain. */
const BEHIND_MS = 250;
/** One that is down, or no replica of this primary, is asked again after so long. */
const UNUSABLE_MS = 5_000;

/** A replica that does not even say how far it is within this time is as good as down. */
const ANSWERS_WITHIN_MS = 1_000;

const TAKES_NO_WRITES = "25006";
/**
 * Besides an outage: it takes no writes, or gave way to what it replays. What was asked is one statement that only reads,
 * so the primary can be asked the same.
 */
const givesWay = (error: unknown): boolean =>
  isLostRace(error) || (error as { code?: unknown }).code === TAKES_NO_WRITES;

export interface FreshReads {
  readonly sql: Sql;
  /** The same over other connections to the same two: how far the replica is, is asked over those of `sql` and known to both. */
  over(primary: Sql, replica: Sql): Sql;
}

interface Standing {
  /** Bytes of the log, from its beginning. */
  readonly position: number | null;
  /** Of the cluster: a replica has its primary's. */
  readonly system: string;
}

/**
 * Reads of a replica that has replayed everything that was committed on the primary when the read was asked for, whoever
 * committed it and in whatever process; reads of the primary where it has not. So whoever was told that something is
 * written sees it, what is kept is never filled with what is old, and two reads one after the other never go back in time.
 * The price is one small question to the primary for all reads of the same turn. `replica` must be one server: an address
 * that spreads connections over several would be asked of one and read from another.
 */
export function freshReads({ primary, replica, onUnusable }: FreshReadsOptions): FreshReads {
  let replayed = -1;
  let letBeUntil = 0;
  let isUsable = true;
  let asking: Promise<Standing> | null = null;

  const askPrimary = (): Promise<Standing> => {
    asking ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        // Whoever comes from here on needs a later answer than this one.
        asking = null;
        standingOf(primary, WRITTEN).then(resolve, reject);
      });
    });
    return asking;
  };

  const giveUp = (reason: string): false => {
    // Where it is another server next time, nothing is known of that one.
    replayed = -1;
    letBeUntil = performance.now() + UNUSABLE_MS;
    if (isUsable) onUnusable(reason);
    isUsable = false;
    return false;
  };

  /** Whether the replica has replayed up to `written`, waiting a moment for it. */
  const catchesUp = async (written: Standing): Promise<boolean> => {
    for (const deadline = performance.now() + WAIT_MS; ; await pause(LOOK_EVERY_MS)) {
      const there = await soon(standingOf(replica, REPLAYED));
      if (there === null) return giveUp("it does not answer");
      if (there.position === null || there.system !== written.system)
        return giveUp("it is no replica of the database of DATABASE_URL");
      isUsable = true;
      replayed = Math.max(replayed, there.position);
      if (replayed >= (written.position ?? 0)) return true;
      if (performance.now() > deadline) break;
    }
    letBeUntil = performance.now() + BEHIND_MS;
    return false;
  };

  const hasAll = async (): Promise<boolean> => {
    if (performance.now() < letBeUntil) return false;
    // The statement itself will tell of a primary that is away.
    const written = await askPrimary().catch(() => null);
    if (written === null || written.position === null) return false;
    return replayed >= written.position || catchesUp(written);
  };

  const over = (ofPrimary: Sql, ofReplica: Sql): Sql => ({
    async query(text, values, options) {
      try {
        if (await hasAll()) return await ofReplica.query(text, values, options);
      } catch (error) {
        if (isOutage(error)) giveUp("it cannot be reached");
        else if (!givesWay(error)) throw error;
      }
      return ofPrimary.query(text, values, options);
    },
  });
  return { sql: over(primary, replica), over };
}

/** What was acknowledged as committed is on the primary's disk. */
const WRITTEN = `SELECT pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::float8 AS position,
                        (SELECT system_identifier::text FROM pg_control_system()) AS system`;
const REPLAYED = `SELECT CASE WHEN pg_is_in_recovery()
                              THEN pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0')::float8 END AS position,
                         (SELECT system_identifier::text FROM pg_control_system()) AS system`;

const standingOf = (sql: Sql, text: string): Promise<Standing> => getOne<Standing>(sql, text);

/** null where it takes too long. */
function soon<T>(answer: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ANSWERS_WITHIN_MS);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
