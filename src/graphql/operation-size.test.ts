import { expect, it } from "@jest/globals";
import { buildSchema, getOperationAST, parse } from "graphql";
import { measureOperation } from "./operation-size.js";

const schema = buildSchema(`
  type Query { me: Person, people(after: Int, first: Int = 20): PersonConnection!, all(upTo: Int): [Person!]!, being: Being }
  interface Being { calls: [Call!]! }
  type PersonConnection { edges: [PersonEdge!]!, pageInfo: PageInfo!, totalCount: Int! }
  type PersonEdge { cursor: String!, node: Person! }
  type PageInfo { endCursor: String }
  type Person implements Being { id: ID!, names: [String!]!, friends(first: Int): PersonConnection!, calls: [Call!]!, boss: Person }
  type Call { id: ID! }
`);

it.each<[string, { depth: number; aliases: number; fields: number; cost: number }]>([
  ["{ __typename }", { depth: 0, aliases: 0, fields: 1, cost: 0 }],
  // Without being remembered, the cost of this would be worked out 2^64 times.
  [
    `{ me { ...F0 } } ${Array.from({ length: 64 }, (_, n) => `fragment F${n} on Person { ...F${n + 1} ...F${n + 1} }`).join(" ")} fragment F64 on Person { __typename }`,
    { depth: 1, aliases: 0, fields: 2 ** 64 + 1, cost: 1 },
  ],
  ["{ me { id names } }", { depth: 1, aliases: 0, fields: 3, cost: 1 }],
  ["{ a: me { x: id } }", { depth: 1, aliases: 2, fields: 2, cost: 1 }],
  ["{ people { totalCount } }", { depth: 1, aliases: 0, fields: 2, cost: 0 }],
  ["{ people { edges { node { id } } } }", { depth: 3, aliases: 0, fields: 4, cost: 20 }],
  [
    "{ people(first: 5) { edges { cursor node { boss { boss { id } } } } } }",
    { depth: 5, aliases: 0, fields: 7, cost: 15 },
  ],
  [
    "{ people(first: 5) { edges { node { friends(first: 3) { edges { node { id } } } } } } }",
    { depth: 6, aliases: 0, fields: 7, cost: 20 },
  ],
  ["{ people(after: 9, first: 5) { edges { node { id } } } }", { depth: 3, aliases: 0, fields: 4, cost: 5 }],
  ["{ people(after: 9) { edges { node { id } } } }", { depth: 3, aliases: 0, fields: 4, cost: 20 }],
  ["{ all(upTo: 2) { id } }", { depth: 1, aliases: 0, fields: 2, cost: 10 }],
  ["{ being { ... on Person { boss { id } } } }", { depth: 2, aliases: 0, fields: 3, cost: 2 }],
  ["{ being { calls { id } } }", { depth: 2, aliases: 0, fields: 3, cost: 11 }],
  ["query ($n: Int) { people(first: $n) { edges { node { id } } } }", { depth: 3, aliases: 0, fields: 4, cost: 7 }],
  ["query ($m: Int) { people(first: $m) { edges { node { id } } } }", { depth: 3, aliases: 0, fields: 4, cost: 20 }],
  ["{ people(first: -5) { edges { node { id } } } }", { depth: 3, aliases: 0, fields: 4, cost: 1 }],
  ["{ all { calls { id } } }", { depth: 2, aliases: 0, fields: 3, cost: 110 }],
  [
    "{ me { ...P ...P } } fragment P on Person { boss { ...Q } } fragment Q on Person { z: id }",
    { depth: 2, aliases: 2, fields: 5, cost: 3 },
  ],
  ["{ ... on Query { me { ... { id } } } }", { depth: 1, aliases: 0, fields: 2, cost: 1 }],
])("%s", (query, { cost, ...size }) => {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (operation === null || operation === undefined) throw new Error("The query has one operation.");
  const measured = measureOperation(schema, document, operation);
  expect(measured).toMatchObject(size);
  expect(measured.cost({ n: 7 })).toBe(cost);
});
