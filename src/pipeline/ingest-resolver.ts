import { Arg, Authorized, Ctx, Mutation, Resolver } from "type-graphql";
import type { RequestContext } from "../request-context.js";
import { ingestRecordings } from "./ingest.js";
import { IngestResult, RecordingInput } from "./recording-input.js";

@Resolver()
export class IngestResolver {
  @Authorized("write")
  @Mutation(() => IngestResult, {
    description:
      "Stores calls of any telephony system, all or none of them, and has them linked within seconds. Scope: write.",
  })
  async ingestRecordings(
    @Ctx() ctx: RequestContext,
    @Arg("input", () => [RecordingInput], { description: "At most 1000 calls." }) input: RecordingInput[],
  ): Promise<IngestResult> {
    const result = await ctx.transaction((tx) => ingestRecordings(tx, input, ctx.business, ctx.now()));
    for (const id of result.changedRecordings) ctx.subjects.recordings.add(id);
    return result;
  }
}
