import { type DocumentNode, type ExecutionResult, getOperationAST, type OperationDefinitionNode, visit } from "graphql";
import type { AuditEntry, AuditTrail } from "../audit-trail.js";
import type { RequestContext } from "../request-context.js";
import { causeOf } from "./error-format.js";
import type { Execute } from "./executor.js";

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

/** Notes whose data each operation read, and every mutation, in `trail`. Costs microseconds: what is written is written later. */
export function auditOperations(execute: Execute, trail: AuditTrail): Execute {
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
  return (args) => {
    const result = execute(args);
    const settled = (answer: ExecutionResult): ExecutionResult => {
      const { subjects, credential, now } = args.contextValue as RequestContext;
      const told = toldOf(args.document, args.operationName);
      const isNotable = subjects.customers.size > 0 || subjects.recordings.size > 0 || told?.operation === "mutation";
      if (told !== null && isNotable) {
        trail.note({ ...told, at: now(), credential, outcome: outcomeOf(answer), subjects });
      }
      return answer;
    };
    return result instanceof Promise ? result.then(settled) : settled(result);
  };
}

function outcomeOf({ errors }: ExecutionResult): string | null {
  const first = errors?.[0];
  if (first === undefined) return null;
  const code = (causeOf(first) as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : "FAILED";
}

function fieldsOf(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const roots = operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === "Field" ? [selection.name.value] : [],
  );
  const words: string[] = [];
  visit(document, {
    Field(node) {
      if (WORDS.has(node.name.value)) words.push(node.name.value);
    },
  });
  return [...new Set([...roots, ...words])];
}
