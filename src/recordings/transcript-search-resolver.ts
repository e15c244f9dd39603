import type { GraphQLResolveInfo } from "graphql";
import { type CountryCode, getCountryCallingCode } from "libphonenumber-js/max";
import { Arg, Authorized, Ctx, FieldResolver, Info, Int, Query, Resolver, Root } from "type-graphql";
import { pageSize } from "../connection.js";
import type { RequestContext, Scope } from "../request-context.js";
import { selectedFields } from "../selection.js";
import { type FoundRecording, foundRecordings } from "./found-recordings.js";
import { findHighlights, type SoughtWords, soughtWords } from "./highlights.js";
import { searchesInTurn } from "./searches-in-turn.js";
import { readFilter, SearchOrder, TranscriptFilter } from "./transcript-filter.js";
import { type SearchPage, searchTranscripts } from "./transcript-search.js";
import { Highlight, TranscriptSearchConnection, TranscriptSearchEdge } from "./transcript-search-connection.js";

@Resolver(() => TranscriptSearchEdge)
export class TranscriptSearchResolver {
  @Authorized<Scope>("read")
  @Query(() => TranscriptSearchConnection, {
    description:
      'Full-text search over all transcripts. Words must all occur, and where no call says all of them, some (`notice` says so); "…" keeps words together; OR, - and * as in web search; a customer\'s name finds their calls, a number those with it. Scope: read.',
  })
  async searchTranscripts(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg("query", () => String, { description: "As typed; up to 1,000 characters." }) query: string,
    @Arg("filter", () => TranscriptFilter, { nullable: true, description: "Only calls that it fits." })
    filter: TranscriptFilter | null | undefined,
    @Arg("orderBy", () => SearchOrder, { nullable: true, description: "RELEVANCE where absent." })
    orderBy: SearchOrder | null | undefined,
    @Arg("first", () => Int, { nullable: true, description: "How many: 1 to 100; 20 where absent." })
    first: number | null | undefined,
    @Arg("after", () => String, { nullable: true, description: "`endCursor` of the page before." })
    after: string | null | undefined,
  ): Promise<TranscriptSearchConnection> {
    const sql = searchesInTurn(context);
    const page = await searchTranscripts(
      {
        sql,
        now: context.now(),
        callingCode: getCountryCallingCode(context.business.region as CountryCode),
      },
      { query, filter: readFilter(filter), order: orderBy ?? "RELEVANCE", limit: pageSize(first), after },
    );
    const sought = soughtWords(page.sought);
    const asksWhere = sought.patterns.length > 0 && selectedFields(info, ["edges"]).has("highlights");
    const ids = page.hits.map(({ id }) => id);
    const nodes = ids.length === 0 ? [] : await foundRecordings(sql, ids, asksWhere ? sought.beginnings : null);
    return connectionOfPage(page, nodes, sought, after);
  }

  @FieldResolver(() => [Highlight], {
    description: "Up to three passages in which the query hit, best first; none where only a name or number fits.",
  })
  highlights(@Root() { node, sought }: TranscriptSearchEdge): Highlight[] {
    const found = findHighlights(node.turns, sought);
    return found.map((passage) => ({ ...passage, ranges: [...passage.ranges] }));
  }
}

function connectionOfPage(
  page: SearchPage,
  nodes: readonly (FoundRecording | null)[],
  sought: SoughtWords,
  after: string | null | undefined,
): TranscriptSearchConnection {
  const connection = new TranscriptSearchConnection();
  connection.edges = page.hits.flatMap(({ cursor, score }, i) => {
    const node = nodes[i];
    return node === null || node === undefined ? [] : [{ cursor, node, score, sought }];
  });
  connection.pageInfo = {
    hasNextPage: page.hasNextPage,
    hasPreviousPage: after !== null && after !== undefined,
    startCursor: page.hits[0]?.cursor ?? null,
    endCursor: page.hits.at(-1)?.cursor ?? null,
  };
  connection.didYouMean = page.didYouMean;
  connection.notice = page.notice;
  let counted: ReturnType<SearchPage["count"]> | undefined;
  connection.count = () => {
    counted ??= page.count();
    return counted;
  };
  connection.countFacets = () => page.facets();
  return connection;
}
