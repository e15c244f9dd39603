import { beforeAll, describe, expect, it } from "@jest/globals";
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";
import { buildAppSchema } from "../app-schema.js";
import { CONTRACT } from "../testing/graphql-contract.js";
import { printGraphqlSchema } from "./schema.js";

let schema: GraphQLSchema;
beforeAll(async () => {
  schema = await buildAppSchema(null);
});

describe("the schema", () => {
  it("keeps the contract", () => {
    expect(findBreakingChanges(buildSchema(CONTRACT), schema)).toEqual([]);
  });

  it("describes every type, field, argument and value", () => {
    const bare: string[] = [];
    const check = (name: string, thing: { description?: string | null | undefined }) => {
      if (!thing.description?.trim()) bare.push(name);
    };
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    for (const type of Object.values(schema.getTypeMap())) {
      if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
      if (!roots.includes(type as never)) check(type.name, type);
      if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field);
      if (!isObjectType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field);
        for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument);
      }
    }
    expect(bare).toEqual([]);
  });

  it("lets nobody without a scope look along an edge, whatever led there", async () => {
    const context = { credential: { id: "k", name: "Nothing", scopes: [] }, load: () => Promise.resolve(null) };
    const open: string[] = [];
    for (const name of ["Customer", "Booking", "CallRecording", "Link", "LinkCandidate", "LinkDecision"]) {
      const type = schema.getType(name);
      if (!isObjectType(type)) throw new Error(`${name} is no object type.`);
      for (const { name: field, resolve } of Object.values(type.getFields())) {
        if (resolve === undefined) continue;
        const attempt = async () =>
          resolve({ id: "x", customerId: "x" }, {}, context, { fieldNodes: [], fragments: {} } as never);
        await attempt().then(
          () => open.push(`${name}.${field}`),
          (error: unknown) => expect(error).toMatchObject({ code: "FORBIDDEN" }),
        );
      }
    }
    // What was decided is the answer of a decision; its grounds are edges again.
    expect(open).toEqual(["CallRecording.link"]);
  });

  it("prints as a schema that reads back as the same", () => {
    const printed = printGraphqlSchema(schema);
    expect(printGraphqlSchema(buildSchema(printed))).toBe(printed);
  });
});
