import colors from "picocolors";

export interface Invitation {
  readonly url: string;
  readonly key: string;
  readonly simulatorUrl: string;
}

/** Also in the README, where it is followed literally. */
export const DEMO_QUERY = `{
  customers(search: "Jennifer", first: 3) {
    edges {
      node {
        name
        phones
        history(first: 2) {
          edges { node { callStartedAt direction transcriptExcerpt booking { title eventDate } link { status bookingConfidence explanation } } }
        }
      }
    }
  }
}`;

export const DEMO_SUBSCRIPTION = `subscription {
  recordingLinked {
    cursor
    type
    recording {
      customer { name }
      booking { title eventDate guestCount }
      link { status bookingConfidence explanation }
    }
  }
}`;

/** What to open and what to paste. */
export function whatToPaste({ url, key, simulatorUrl }: Invitation): string {
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

${colors.dim(`The simulated RingCentral account is at ${simulatorUrl}/sim. Ctrl-C stops everything.`)}`;
}
