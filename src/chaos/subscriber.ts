import { type Client, createClient } from "graphql-ws";
import { WebSocket } from "ws";
import { messageOf } from "../errors.js";

/** What a subscriber was told of one event. */
export interface Told {
  readonly position: number;
  readonly type: string;
  readonly recordingId: string;
}

/** A client that wants to know every linkage event: whenever its connection ends it comes back with its last cursor. */
export interface Subscriber {
  readonly name: string;
  readonly told: readonly Told[];
  /** What no client should have to live with: errors instead of an event, or being told never to come back. */
  readonly complaints: readonly string[];
  /** Leaves without a word, and comes back. */
  drop(): void;
  stop(): Promise<void>;
}

const EVENTS = /* GraphQL */ `
  subscription ($after: String) {
    recordingLinked(after: $after) {
      cursor
      type
      recording {
        id
        transcriptExcerpt
        customer { name }
        booking { title }
        link { status explanation }
      }
      previous { status customer { id } booking { id } }
    }
  }
`;

interface Next {
  readonly recordingLinked: { cursor: string; type: string; recording: { id: string } };
}

export function startSubscriber(name: string, url: string, key: string, firstCursor: string): Subscriber {
  const told: Told[] = [];
  const complaints: string[] = [];
  let cursor = firstCursor;
  let socket: WebSocket | null = null;
  const client: Client = createClient({
    url: `${url.replace("http", "ws")}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${key}` },
    // Sooner than after its own growing pauses.
    retryAttempts: Number.POSITIVE_INFINITY,
    // A connection that is refused or reset, too. Close codes that mean "never" it obeys whatever is said here.
    shouldRetry: () => true,
    retryWait: () => new Promise((done) => setTimeout(done, 300)),
    keepAlive: 5_000,
    on: {
      connected: (connected) => {
        socket = connected as WebSocket;
      },
    },
  });
  let isStopping = false;
  let leave = () => {};

  const subscribe = () => {
    // The client sends this object anew on every connection: with the cursor of that moment.
    const variables = {
      get after() {
        return cursor;
      },
    };
    leave = client.subscribe<Next>(
      { query: EVENTS, variables },
      {
        next: ({ data, errors }) => {
          if (errors !== undefined)
            complaints.push(`errors with an event: ${errors.map(({ message }) => message).join(" ")}`);
          const event = data?.recordingLinked;
          if (event === undefined) return;
          cursor = event.cursor;
          told.push({ position: positionOf(event.cursor), type: event.type, recordingId: event.recording.id });
        },
        error: (error) => {
          if (isStopping) return;
          complaints.push(`ended for good: ${describe(error)}`);
          setTimeout(subscribe, 300);
        },
        complete: () => {
          if (isStopping) return;
          complaints.push("completed although nobody asked for it");
          setTimeout(subscribe, 300);
        },
      },
    );
  };
  subscribe();

  return {
    ...{ name, told, complaints },
    drop: () => socket?.terminate(),
    async stop() {
      isStopping = true;
      leave();
      await client.dispose();
    },
  };
}

const positionOf = (cursor: string): number =>
  Number((JSON.parse(Buffer.from(cursor, "base64url").toString()) as unknown[])[0]);

function describe(error: unknown): string {
  if (typeof error === "object" && error !== null && "code" in error && "reason" in error) {
    return `socket closed with ${String(error.code)} ${String(error.reason)}`;
  }
  return Array.isArray(error) ? error.map(messageOf).join(" ") : messageOf(error);
}
