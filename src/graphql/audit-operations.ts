import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  separateOperations,
  visit,
} from "graphql";
import type { AuditEntry, AuditTrail } from "../audit-trail.js";
import type { RequestContext } from "../request-context.js";
import { codeTold } from "./error-format.js";
import type { Execute } from "./executor.js";
import { fragmentsOf, rootSelections } from "./root-selections.js";

/** Fields that answer with people's words. */
const WORDS = new Set([
  "aiContext",
  "aiContextDetails",
  "transcript",
  "transcriptExcerpt",
  "insights",
  "highlights",
  "context",
  "phones",
]);

type Told = Pick<AuditEntry, "operation" | "fields">;

export interface Auditor {
  /** Has every operation note whose data it read, and every mutation. */
  watch(execute: Execute): Execute;
  /** Notes an operation that was answered. Costs microseconds: what is written is written later. */
  note(
    operation: Pick<ExecutionArgs, "document" | "operationName">,
    context: Pick<RequestContext, "subjects" | "credential" | "basis">,
    answer: ExecutionResult,
  ): void;
}

export function createAuditor(trail: AuditTrail): Auditor {
  const known = new WeakMap<DocumentNode, Map<string, Told | null>>();
  const toldOf = (document: DocumentNode, name: string | null | undefined): Told | null => {
    const key = name ?? "";
    const ofDocument = known.get(document) ?? new Map<string, Told | null>();
    known.set(document, ofDocument);
    let told = ofDocument.get(key);
    if (told === undefined) {
      const operation = getOperationAST(document, name);
      told = operation == null ? null : { operation: operation.operation, fields: fieldsOf(document, operation) };
      ofDocument.set(key, told);
    }
    return told;
  };
  const note: Auditor["note"] = ({ document, operationName }, { subjects, credential, basis }, answer) => {
    const told = toldOf(document, operationName);
    const isNotable = subjects.customers.size > 0 || subjects.recordings.size > 0 || told?.operation === "mutation";
    if (told !== null && isNotable)
      trail.note({ ...told, at: basis.clock(), credential, outcome: outcomeOf(answer), subjects });
  };
  return {
    note,
    watch: (execute) => (args) => {
      const result = execute(args);
      const settled = (answer: ExecutionResult): ExecutionResult => {
        note(args, args.contextValue as RequestContext, answer);
        return answer;
      };
      return result instanceof Promise ? result.then(settled) : settled(result);
    },
  };
}

function outcomeOf({ errors }: ExecutionResult): string | null {
  const first = errors?.[0];
  return first === undefined ? null : codeTold(first);
}

function fieldsOf(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const roots = rootSelections(operation.selectionSet, fragmentsOf(document)).flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
  const ran = separateOperations(document)[operation.name?.value ?? ""];
  const words: string[] = [];
  visit(ran ?? operation, {
    Field(node) {
      if (WORDS.has(node.name.value)) words.push(node.name.value);
    },
  });
  return [...new Set([...roots, ...words])];
}
