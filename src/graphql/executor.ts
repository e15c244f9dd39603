import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute as executeSlowly,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
} from "graphql";
import { type CompiledQuery, compileQuery, isCompiledQuery } from "graphql-jit";
import { LRUCache } from "lru-cache";
import { findExceededLimit, refusal } from "./limits.js";
import { measureOperation, type OperationSize, type Variables } from "./operation-size.js";

export type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

interface PreparedOperation {
  readonly operation: OperationDefinitionNode;
  readonly size: OperationSize;
  /** null where graphql-jit cannot compile the operation. */
  readonly compiled: CompiledQuery | null;
}

/** Operations kept ready; an application sends a few dozen different ones. */
const MOST_OPERATIONS = 500;
/**
 * Length of the documents kept, in characters: who sends a new document each time must not fill the memory. Compiled, one
 * takes some 150 bytes for each.
 */
const MOST_CHARACTERS = 400_000;

/**
 * Executes validated documents of `schema`: queries, mutations and single events of subscriptions. Operations are
 * measured and compiled once and then kept; those above a limit are refused before they are compiled.
 */
export function createExecutor(schema: GraphQLSchema): Execute {
  const prepared = new LRUCache<string, PreparedOperation>({
    max: MOST_OPERATIONS,
    maxSize: MOST_CHARACTERS,
    sizeCalculation: (_operation, key) => key.length,
  });

  const prepare = (document: DocumentNode, operationName: string | null): PreparedOperation | null => {
    const text = document.loc?.source.body;
    const key = text === undefined ? null : `${operationName ?? ""}\n${text}`;
    const known = key === null ? undefined : prepared.get(key);
    if (known !== undefined) return known;
    const operation = getOperationAST(document, operationName);
    if (operation === null || operation === undefined) return null;
    const size = measureOperation(schema, document, operation);
    // Page sizes below 1 are refused by resolvers; 1 is the least that an operation can cost.
    const isTooLarge = findExceededLimit(size, {}) !== null;
    const ready = { operation, size, compiled: isTooLarge ? null : compile(schema, document, operationName) };
    if (key !== null) prepared.set(key, ready);
    return ready;
  };

  return (args) => {
    const variables: Variables = args.variableValues ?? {};
    const ready = prepare(args.document, args.operationName ?? null);
    // No operation of that name: graphql-js says so in its own words.
    if (ready === null) return executeSlowly({ ...args, schema }) as ExecutionResult;
    const exceeded = findExceededLimit(ready.size, variables);
    if (exceeded !== null) return refusal(exceeded);
    if (ready.compiled === null) return executeSlowly({ ...args, schema }) as ExecutionResult;
    const result = ready.compiled.query(args.rootValue, args.contextValue, variables);
    if (result instanceof Promise) return result.then(withProperErrors);
    if (result.data !== undefined) return withProperErrors(result);
    return wrongVariables(schema, ready.operation, variables) ?? withProperErrors(result);
  };
}

function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): CompiledQuery | null {
  const compiled = compileQuery(schema, document, operationName ?? undefined);
  return isCompiledQuery(compiled) ? compiled : null;
}

/** graphql-jit's complaints about variables point at no node and so get no code of their own: graphql-js's do. */
function wrongVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): ExecutionResult | null {
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return errors === undefined ? null : { errors };
}

/** graphql-jit's errors have no `extensions`, which Apollo counts on. */
function withProperErrors(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result;
  const errors = result.errors.map(({ message, path, locations, originalError }) => {
    const error = new GraphQLError(message, { path, originalError });
    return Object.defineProperty(error, "locations", { value: locations, enumerable: true });
  });
  return { ...result, errors };
}
