import colors from "picocolors";

export interface Invitation {
  readonly url: string;
  readonly key: string;
  readonly simulatorUrl: string;
  /** Folder of the demo's data; null where it is in a database of its user's. */
  readonly dataDir: string | null;
}

/** Also in the README, where it is followed literally. */
export const DEMO_QUERY = `{
  customerByPhone(phone: "323 555 0135") {
    name
    history(first: 1) {
      totalCount
      edges { node { transcriptExcerpt(length: 60) insights { sentiment } booking { title guestCount } link { status } } }
    }
  }
}`;

export const DEMO_SUBSCRIPTION = `subscription {
  recordingLinked {
    cursor
    type
    recording { customer { name } booking { title } link { status bookingConfidence explanation } }
  }
}`;

/** What to open and what to paste. */
export function whatToPaste({ url, key, simulatorUrl, dataDir }: Invitation): string {
  const where = dataDir === null ? "" : ` --data-dir ${dataDir}`;
  const indent = (text: string) => text.replace(/^/gm, "    ");
  return `
${colors.bold("Open")}   ${colors.underline(`${url}/graphql#key=${key}`)}
${colors.bold("Key")}    ${key}
         (the address fills it in; elsewhere send the header "authorization: Bearer KEY")

${colors.bold("A query")} (from a terminal: curl -s ${url}/graphql -H 'authorization: Bearer ${key}' \\
  -H 'content-type: application/json' -d '{"query":"{ pipelineStatus { reviewBacklog } }"}')
${indent(DEMO_QUERY)}

${colors.bold("A subscription")}, to watch calls as they are linked
${indent(DEMO_SUBSCRIPTION)}

${colors.bold("Why a call is linked so")}, reason by reason, in another terminal
    npm run -s callthread -- explain RECORDING${where}

${colors.bold("Tools for an AI agent")} (Model Context Protocol): ${url}/mcp, with the key as that header

${colors.dim(`The simulated RingCentral account is at ${simulatorUrl}/sim. Ctrl-C stops everything.`)}`;
}
