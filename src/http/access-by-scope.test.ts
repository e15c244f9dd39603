import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { createClient } from "graphql-ws";
import { pino } from "pino";
import { WebSocket } from "ws";
import { buildAppSchema } from "../app-schema.js";
import { AppError } from "../errors.js";
import type { Scope } from "../request-context.js";
import { startTestServer, type TestServer } from "../testing/test-server.js";
import { SCOPES } from "./api-key.js";
import type { Access } from "./authentication.js";
import { createEngine } from "./graphql-engine.js";

/**
 * The scope that each field with something to find out needs. A new one must be added here, or the tests fail: whoever
 * adds it says who may ask. `admin` includes all.
 */
const RULES: Readonly<Record<string, Scope>> = {
  "Query.auditLog": "admin",
  "Query.booking": "read",
  "Query.callRecording": "read",
  "Query.customer": "read",
  "Query.customerByPhone": "read",
  "Query.customers": "read",
  "Query.exportCustomer": "admin",
  "Query.phoneNumber": "read",
  "Query.pipelineStatus": "read",
  "Query.reviewQueue": "read",
  "Query.searchTranscripts": "read",
  "Mutation.confirmLink": "link",
  "Mutation.createCustomerFromRecording": "write",
  "Mutation.eraseCustomer": "admin",
  "Mutation.ingestRecordings": "write",
  "Mutation.linkRecording": "link",
  "Mutation.mergeCustomers": "write",
  "Mutation.relinkRecordings": "link",
  "Mutation.releaseRecording": "link",
  "Mutation.retryFailed": "admin",
  "Mutation.setPhoneClass": "write",
  "Mutation.unlinkRecording": "link",
  "Mutation.upsertBookings": "write",
  "Mutation.upsertCustomers": "write",
  "Subscription.recordingLinked": "read",
  "Booking.context": "read",
  "Booking.customer": "read",
  "CallRecording.booking": "read",
  "CallRecording.customer": "read",
  "CallRecording.insights": "read",
  "CallRecording.linkAsOf": "read",
  "CallRecording.transcript": "read",
  "CallRecording.transcriptExcerpt": "read",
  "Customer.aiContext": "context",
  "Customer.aiContextDetails": "context",
  "Customer.bookings": "read",
  "Customer.history": "read",
  "Customer.phones": "read",
  "Link.candidates": "read",
  "Link.evidence": "read",
  "Link.history": "read",
  "LinkCandidate.booking": "read",
  "LinkCandidate.customer": "read",
  "LinkDecision.booking": "read",
  "LinkDecision.customer": "read",
};
/** What was decided is the answer of a decision; its grounds are edges again. */
const OPEN = ["CallRecording.link"];
/** Types that only come out of fields with a rule, which is theirs too. */
const INHERITING = [
  ...["BookingConnection", "CallRecordingConnection", "CustomerConnection", "TranscriptSearchConnection"],
  ...["AuditEntryConnection", "TranscriptSearchEdge", "BookingContext", "LinkageEvent", "PreviousLink"],
];

const schema: GraphQLSchema = await buildAppSchema(null);
const objects = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith("__"),
);
const withResolver = objects.flatMap((type) =>
  Object.values(type.getFields())
    .filter(({ resolve, subscribe }) => resolve !== undefined || subscribe !== undefined)
    .map((field) => ({ type, field, path: `${type.name}.${field.name}` })),
);
const isRoot = (type: GraphQLObjectType): boolean => ["Query", "Mutation", "Subscription"].includes(type.name);
/** With each scope alone, and with none. */
const HOLDINGS: readonly (Scope | "nothing")[] = [...SCOPES, "nothing"];
const mayAsk = (holding: Scope | "nothing", path: string): boolean => holding === "admin" || holding === RULES[path];

describe("the rules of access", () => {
  it("speak of every field with something to find out, and of no other", () => {
    const paths = withResolver.filter(({ type }) => !INHERITING.includes(type.name)).map(({ path }) => path);
    expect([...Object.keys(RULES), ...OPEN].sort()).toEqual(paths.sort());
  });

  it("reach the types that have none of their own", () => {
    const unguarded = objects.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => INHERITING.includes(getNamedType(field.type).name))
        .map((field) => `${type.name}.${field.name}`)
        .filter((path) => RULES[path] === undefined && !INHERITING.includes(path.split(".")[0] ?? "")),
    );
    expect(unguarded).toEqual([]);
  });
});

describe("every root field", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ engine: createEngine(schema, pino({ level: "silent" })), access: byName });
  });
  afterAll(() => server.remove());

  /** A credential holds the scope that it is named after. */
  const byName: Access = {
    async authenticate(authorization) {
      const name = authorization?.slice("Bearer ".length) ?? "";
      if (!(HOLDINGS as readonly string[]).includes(name)) throw new AppError("UNAUTHENTICATED", "Who?");
      return { id: name, name, scopes: name === "nothing" ? [] : [name as Scope] };
    },
    isConfigured: async () => true,
  };
  const codesOf = (errors: unknown) =>
    (errors as { extensions: { code: string } }[] | undefined)?.map(({ extensions }) => extensions.code) ?? [];
  const overHttp = async (query: string, holding: string) => {
    const response = await server.post({ query }, { authorization: `Bearer ${holding}` });
    return codesOf(((await response.json()) as { errors?: unknown }).errors);
  };
  const overSocket = async (query: string, holding: string) => {
    const client = createClient({
      ...{ url: `${server.url.replace("http", "ws")}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 },
      connectionParams: { authorization: `Bearer ${holding}` },
    });
    const connected = new Promise<never[]>((open) => client.on("connected", () => setImmediate(open, [])));
    const events = client.iterate({ query });
    const refused = events.next().then(({ value }) => codesOf(value?.errors), codesOf);
    // A subscription that is let in says nothing for now; a query answers.
    const codes = query.startsWith("subscription") ? await answerOrSilence(refused, connected, client) : await refused;
    await client.dispose();
    return codes;
  };
  /** A query on the same socket is answered after a subscription was refused, and so tells that it was not. */
  const answerOrSilence = async (
    refused: Promise<string[]>,
    connected: Promise<never[]>,
    client: ReturnType<typeof createClient>,
  ): Promise<string[]> => {
    await connected;
    const later = client
      .iterate({ query: "{ __typename }" })
      .next()
      .then(() => [] as string[]);
    return Promise.race([refused, later.then(() => later)]);
  };

  const roots = withResolver.filter(({ type }) => isRoot(type));
  const cases = roots.flatMap(({ type, field, path }) => HOLDINGS.map((holding) => ({ type, field, path, holding })));
  it.each(cases.map((one) => [one.path, one.holding, one] as const))("%s with %s", async (path, holding, one) => {
    const operation = `${one.type.name.toLowerCase()} { ${call(one.field)} }`;
    const isSubscription = one.type.name === "Subscription";
    const answers = [
      ...(isSubscription ? [] : [await overHttp(operation, holding)]),
      await overSocket(operation, holding),
    ];
    for (const codes of answers) {
      expect({ path, holding, isRefused: codes.includes("FORBIDDEN") }).toEqual({
        ...{ path, holding },
        isRefused: !mayAsk(holding, path),
      });
      expect(codes).not.toContain("GRAPHQL_VALIDATION_FAILED");
    }
  });

  it("says which scope it needs", () => {
    const silent = roots.filter(({ path, field }) => !field.description?.includes(`Scope: ${RULES[path]}.`));
    expect(silent.map(({ path }) => path)).toEqual([]);
  });

  it("is answered to nobody without a credential", async () => {
    for (const { type, field } of roots) {
      const response = await server.post({ query: `${type.name.toLowerCase()} { ${call(field)} }` });
      expect([field.name, response.status]).toEqual([field.name, 401]);
    }
  });
});

describe("every edge", () => {
  const edges = withResolver.filter(({ type, path }) => !isRoot(type) && path in RULES);
  const cases = edges.flatMap(({ field, path }) => HOLDINGS.map((holding) => [path, holding, field] as const));
  it.each(cases)("%s with %s, whatever led there", async (path, holding, { resolve }) => {
    const scopes = holding === "nothing" ? [] : [holding];
    const context = { credential: { id: "k", name: "Somebody", scopes }, load: () => Promise.resolve(null) };
    const attempt = async () =>
      resolve?.({ id: "x", customerId: "x" }, {}, context, { fieldNodes: [], fragments: {} } as never);
    const code = await attempt().then(
      () => "answered",
      (error: unknown) => (error instanceof AppError ? error.code : "went on"),
    );
    expect(code === "FORBIDDEN").toBe(!mayAsk(holding, path));
  });
});

/** A valid use of a field: required arguments with something plausible, and the least selection. */
function call(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.filter(isNeeded).map((argument) => `${argument.name}: ${literal(argument.type)}`);
  const parameters = given.length === 0 ? "" : `(${given.join(", ")})`;
  return `${field.name}${parameters}${isCompositeType(getNamedType(field.type)) ? " { __typename }" : ""}`;
}

const isNeeded = ({ type, defaultValue }: Pick<GraphQLArgument, "type" | "defaultValue">): boolean =>
  isNonNullType(type) && defaultValue === undefined;

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType);
  if (isListType(type)) return "[]";
  if (isEnumType(type)) return type.getValues()[0]?.name ?? "null";
  if (isInputObjectType(type)) {
    const needed = Object.values(type.getFields()).filter(isNeeded);
    return `{ ${needed.map((field) => `${field.name}: ${literal(field.type)}`).join(", ")} }`;
  }
  const plain: Record<string, string> = {
    ID: '"00000000-0000-4000-8000-000000000000"',
    DateTime: '"2026-05-01T18:00:00Z"',
    Int: "1",
    Float: "1",
    Boolean: "true",
    JSON: "{}",
  };
  return plain[type.name] ?? '"x"';
}
