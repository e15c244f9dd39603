import { Field, ID, Int, ObjectType } from "type-graphql";

@ObjectType({ simpleResolvers: true, description: "A place in which something of an erased person is still stored." })
export class ErasureTrace {
  @Field(() => String, { description: "`schema.table`." })
  place!: string;

  @Field(() => Int, { description: "Rows." })
  found!: number;
}

@ObjectType({ simpleResolvers: true, description: "What was erased: how much, never what." })
export class ErasureReport {
  @Field(() => ID, {
    nullable: true,
    description: "Stands in the audit log where the customer stood; null where nothing was erased, or only rehearsed.",
  })
  id!: string | null;

  @Field(() => Boolean, { description: "Whether anything is, or was, stored of the person." })
  isKnown!: boolean;

  @Field(() => Int, { description: "Customers: 1, or 0 where only a caller is known." })
  customers!: number;

  @Field(() => Int, { description: "Numbers that nobody else holds." })
  numbers!: number;

  @Field(() => Int, { description: "Bookings: they are about the person, so they go too." })
  bookings!: number;

  @Field(() => Int, { description: "Calls with transcripts, insights, judgements and what is searched." })
  calls!: number;

  @Field(() => Int, { description: "Raw webhooks." })
  receipts!: number;

  @Field(() => Int, { description: "Jobs, dead letters included." })
  jobs!: number;

  @Field(() => Int, { description: "Judgements of other people's calls, among whose grounds the person stood." })
  decisions!: number;

  @Field(() => Int, { description: "Numbers that other customers hold as well: they stay theirs." })
  sharedNumbers!: number;

  @Field(() => [ID], {
    description:
      "Calls of shared numbers that are linked to nobody: they may be the other customers', and stay. Link them and erase again to have them gone.",
  })
  callsInDoubt!: readonly string[];

  @Field(() => [ID], {
    description: "Other people's calls in which the name or a number is said; at most 100. Empty in a rehearsal.",
  })
  saidInCalls!: readonly string[];

  @Field(() => Boolean, {
    description:
      "Whether every table was searched afterwards. False in a rehearsal, and where that takes longer than a request's statements may: on a database of a million calls use the command `callthread erase`.",
  })
  isSearched!: boolean;

  @Field(() => [ErasureTrace], {
    description:
      "Where a search through every table found something left; empty is the proof. The ERASED events, which tell subscribers the ids to forget, do not count. Empty in a rehearsal.",
  })
  traces!: readonly ErasureTrace[];
}
