import { linkCall } from "../linking/link-call.js";
import type { Weights } from "../linking/weights.js";
import type { LinkingCase } from "./linking-cases.js";
import type { Answer } from "./score-linking.js";

/** What is answered to a labelled call by these weights, or by those built in, and how long that took. */
export function judgeCase(item: LinkingCase, weights?: Weights): Answer {
  const began = performance.now();
  const judgement = linkCall(item.input, weights);
  return { item, judgement, ms: performance.now() - began };
}
