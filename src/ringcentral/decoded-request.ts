import type { z } from "zod";
import type { ApiCall, ApiRequest } from "./api-request.js";
import { RequestRefused, Unavailable } from "./failures.js";

export interface DecodedRequest {
  /** The answer in its shape, or null where the thing is not found. Throws Unavailable where the shape is unknown. */
  find<Shape>(call: ApiCall, shape: z.ZodType<Shape>): Promise<Shape | null>;
  /** As `find`, for what is always there: throws RequestRefused 404 where it is not. */
  get<Shape>(call: ApiCall, shape: z.ZodType<Shape>): Promise<Shape>;
}

export function createDecodedRequest(request: ApiRequest): DecodedRequest {
  const find: DecodedRequest["find"] = async (call, shape) => {
    const answer = await request(call);
    if (answer.kind === "notFound") return null;
    const read = shape.safeParse(answer.json);
    if (read.success) return read.data;
    throw unknownShape(call.endpoint, read.error.issues.map(({ path }) => path.join(".") || "body").join(", "));
  };
  return {
    find,
    async get(call, shape) {
      const found = await find(call, shape);
      if (found === null) throw new RequestRefused(call.endpoint, 404, []);
      return found;
    },
  };
}

/** Names the fields, never what stood in them. */
export const unknownShape = (endpoint: string, fields: string): Unavailable =>
  new Unavailable(`RingCentral answered ${endpoint} in a shape that is not known: ${fields}.`, { status: 200 });
