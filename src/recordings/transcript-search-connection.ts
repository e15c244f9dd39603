import { Field, Float, Int, ObjectType } from "type-graphql";
import { PageInfo } from "../connection.js";
import { CallRecording } from "./call-recording.js";
import { SpeakerRole } from "./call-words.js";
import type { FoundRecording } from "./found-recordings.js";
import type { SoughtWords } from "./highlights.js";
import { LARGEST_TOTAL } from "./matching-calls.js";

@ObjectType({ simpleResolvers: true, description: "Where a word of the query stands in a highlight's text." })
export class HighlightRange {
  @Field(() => Int, { description: "First character, counted from 0 in UTF-16 units as JavaScript counts." })
  start!: number;

  @Field(() => Int, { description: "The character after the last." })
  end!: number;
}

@ObjectType({ simpleResolvers: true, description: "A passage of a call in which the query hit." })
export class Highlight {
  @Field(() => String, { description: "What was said; … where a long turn is cut." })
  text!: string;

  @Field(() => [HighlightRange], { description: "The hits in `text`, in order, without overlaps." })
  ranges!: HighlightRange[];

  @Field(() => SpeakerRole, { description: "Which side said it." })
  speaker!: SpeakerRole;

  @Field(() => String, { nullable: true, description: "Who said it, where the telephony system knows the name." })
  speakerName!: string | null;

  @Field(() => Float, { nullable: true, description: "When it was said: seconds from the start of the recording." })
  offsetSeconds!: number | null;
}

/** `highlights` is a field resolver: a search that does not ask for them reads no transcript. */
@ObjectType({ simpleResolvers: true, description: "A call that fits a search." })
export class TranscriptSearchEdge {
  @Field(() => String, { description: "Opaque position of this edge; give it as `after`." })
  cursor!: string;

  @Field(() => CallRecording, { description: "The call." })
  node!: FoundRecording;

  @Field(() => Float, {
    description: "How well the call fits, comparable within one search; 0 in order of time, -1 beyond those ranked.",
  })
  score!: number;

  sought!: SoughtWords;
}

@ObjectType({ simpleResolvers: true, description: "How many of the calls found share a value." })
export class SearchFacet {
  @Field(() => String, {
    description: "`sentiment`, `direction` or `topic`: give the value to the filter of that name.",
  })
  kind!: string;

  @Field(() => String, { description: "The value shared." })
  value!: string;

  @Field(() => Int, { description: "Calls that have it." })
  calls!: number;
}

/** `totalCount`, `isTotalExact` and `facets` are field resolvers: each costs a statement. */
@ObjectType({ simpleResolvers: true, description: "A page of the calls that a search finds." })
export class TranscriptSearchConnection {
  @Field(() => [TranscriptSearchEdge], { description: "The edges of this page, in order." })
  edges!: TranscriptSearchEdge[];

  @Field(() => PageInfo, { description: "Where this page stands." })
  pageInfo!: PageInfo;

  @Field(() => String, {
    nullable: true,
    description:
      "What was searched for where the query has words that nobody says; null where it was searched as written.",
  })
  didYouMean!: string | null;

  @Field(() => String, { nullable: true, description: "Why the answer is empty or partial, in a sentence." })
  notice!: string | null;

  count!: () => Promise<{ total: number; isExact: boolean }>;
  countFacets!: () => Promise<SearchFacet[]>;

  @Field(() => Int, {
    name: "totalCount",
    description: `How many calls the search finds: exact up to ${LARGEST_TOTAL}, and this number where there are more.`,
  })
  async totalCount(): Promise<number> {
    return (await this.count()).total;
  }

  @Field(() => Boolean, { name: "isTotalExact", description: "Whether `totalCount` is exact: false beyond the cap." })
  async isTotalExact(): Promise<boolean> {
    return (await this.count()).isExact;
  }

  @Field(() => [SearchFacet], {
    name: "facets",
    description: `Moods, directions and topics of the newest ${LARGEST_TOTAL} calls found, most frequent first.`,
  })
  facets(): Promise<SearchFacet[]> {
    return this.countFacets();
  }
}
