import type { ExecutionArgs, ExecutionResult } from "graphql";
import { type AnswerBasis, type VersionedLookUp, versionOf } from "../answer-basis.js";
import type { Subjects } from "../audit-trail.js";
import type { RequestContext } from "../request-context.js";
import type { Auditor } from "./audit-operations.js";
import type { Execute } from "./executor.js";

/** An operation as somebody sent it, and the form in which they want its answer. */
export interface SentOperation {
  readonly query: string;
  readonly operationName: unknown;
  readonly variables: unknown;
  readonly accept: string;
}

/** An answer as it goes over the wire. */
export interface WrittenAnswer<Body = string> {
  readonly contentType: string;
  readonly body: Body;
}

/**
 * Whole answers, kept with what they rest on: who sends the same operation again is given the same text, when the versions
 * of all it rests on, read anew, are the same. Between credentials nothing is shared.
 */
export interface KeptOperations {
  /** Has answers with errors never kept. */
  watch(execute: Execute): Execute;
  /** The answer kept, noted as read; null where it must be worked out. */
  find(sent: SentOperation, context: RequestContext): Promise<WrittenAnswer<Buffer> | null>;
  /** Keeps what was worked out in this context, where it can be kept. */
  keep(sent: SentOperation, context: RequestContext, answer: WrittenAnswer): void;
}

/** Its bytes are what is sent: they need no encoding again, and are as large as they count. */
interface Kept extends WrittenAnswer<Buffer> {
  readonly lookUps: readonly VersionedLookUp[];
  readonly subjects: Subjects;
  readonly operation: Operation;
}

type Operation = Pick<ExecutionArgs, "document" | "operationName">;

/** Bytes of a kept answer besides its text: the key, which holds the query, and what it rests on. */
const SMALL_PARTS = 2_000;

/** The version that a kept answer has among others: what it rests on is looked up here. */
const BY_LOOK_UP = "by look-up";

export function createKeptOperations(auditor: Auditor): KeptOperations {
  // By the basis, because Apollo copies contexts.
  const executed = new WeakMap<AnswerBasis, Operation>();
  return {
    watch: (execute) => (args) => {
      const context = args.contextValue as RequestContext;
      executed.set(context.basis, { document: args.document, operationName: args.operationName });
      const settled = (result: ExecutionResult): ExecutionResult => {
        if (result.errors !== undefined) context.basis.open();
        return result;
      };
      const result = execute(args);
      return result instanceof Promise ? result.then(settled) : settled(result);
    },
    async find(sent, context) {
      const kept = context.answers.find<Kept>(keyOf(sent, context), BY_LOOK_UP, context.basis.clock());
      if (kept === undefined) return null;
      const areSame = await Promise.all(
        kept.lookUps.map(async ({ read, key, version }) => versionOf(read, await context.load(read, key)) === version),
      );
      if (areSame.includes(false)) return null;
      auditor.note(
        kept.operation,
        { subjects: kept.subjects, credential: context.credential, basis: context.basis },
        {},
      );
      return kept;
    },
    keep(sent, context, { contentType, body }) {
      const { basis, subjects } = context;
      const lookUps = basis.lookUps();
      const operation = executed.get(basis);
      if (operation === undefined || lookUps === null || lookUps.length === 0) return;
      const written = Buffer.from(body);
      context.answers.keep<Kept>(keyOf(sent, context), {
        version: BY_LOOK_UP,
        value: { contentType, body: written, lookUps, subjects, operation },
        from: basis.clock(),
        until: basis.until(),
        bytes: written.length + SMALL_PARTS + 100 * (subjects.recordings.size + subjects.customers.size),
      });
    },
  };
}

const keyOf = ({ query, operationName, variables, accept }: SentOperation, { credential }: RequestContext): string =>
  JSON.stringify([credential.id, credential.scopes, accept, operationName ?? null, query, variables ?? null]);
