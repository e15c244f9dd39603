import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { requireScope } from "../authorization.js";
import type { Candidate, Evidence } from "../linking/facts.js";
import type { RequestContext } from "../request-context.js";
import { Link, LinkCandidate, LinkEvidence } from "./link.js";
import { decisionsOf, LinkDecision } from "./link-decision.js";
import { linkGroundsOf } from "./link-grounds.js";

@Resolver(() => Link)
export class LinkResolver {
  @FieldResolver(() => [LinkEvidence], { description: "What the decision rests on." })
  async evidence(@Root() link: Link, @Ctx() context: RequestContext): Promise<readonly Evidence[]> {
    requireScope(context, "read");
    return (await context.load(linkGroundsOf, link.recordingId)).evidence;
  }

  @FieldResolver(() => [LinkCandidate], { description: "The customers and bookings that were considered, best first." })
  async candidates(@Root() link: Link, @Ctx() context: RequestContext): Promise<readonly Candidate[]> {
    requireScope(context, "read");
    return (await context.load(linkGroundsOf, link.recordingId)).candidates;
  }

  @FieldResolver(() => [LinkDecision], { description: "The latest 100 judgements of this call, newest first." })
  history(@Root() link: Link, @Ctx() context: RequestContext): Promise<LinkDecision[]> {
    requireScope(context, "read");
    return context.load(decisionsOf, link.recordingId);
  }
}
