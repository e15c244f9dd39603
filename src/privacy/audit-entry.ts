import { GraphQLDateTime } from "graphql-scalars";
import { Field, ID, Int, ObjectType } from "type-graphql";
import { connectionClass, type Edge, edgeClass } from "../connection.js";

@ObjectType("AuditEntry", {
  simpleResolvers: true,
  description: "Who read or changed what of whom, and when; never what it said.",
})
export class AuditEntryRow {
  @Field(() => ID, { description: "Grows with time." })
  id!: string;

  @Field(() => GraphQLDateTime, { description: "When; of equal ones within a second, the first." })
  at!: Date;

  @Field(() => String, { description: "Id of the key, or the subject of the token." })
  byId!: string;

  @Field(() => String, { description: "Name of the key, or the subject of the token." })
  byName!: string;

  @Field(() => String, { description: "`query`, `mutation`, `subscription` or `command`." })
  operation!: string;

  @Field(() => [String], {
    description: "The operation's root fields, and the fields with people's words that it asked for.",
  })
  fields!: string[];

  @Field(() => String, { nullable: true, description: "The first error's code; null where it succeeded." })
  outcome!: string | null;

  @Field(() => [ID], {
    description: "Customers whose data was answered or changed; an erasure's id where one was erased.",
  })
  customerIds!: string[];

  @Field(() => [ID], { description: "Calls that were answered or changed." })
  recordingIds!: string[];

  @Field(() => Int, { description: "How many equal ones within a second." })
  times!: number;
}

const AuditEntryEdge = edgeClass(AuditEntryRow, "AuditEntry");
export const AuditEntryConnection = connectionClass<Edge<AuditEntryRow>>(AuditEntryEdge, "AuditEntry");
