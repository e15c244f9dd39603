// Starts GraphiQL on the page that src/http/graphiql-page.ts serves. Everything comes from this server.
// The key in the Headers tab goes with each request, and to a socket in its connection_init.

const assets = new URL(".", document.currentScript.src).href;
self.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) => `${assets}${label}.worker.js`,
};

/** Headers as typed, in lower case, without a key that was never pasted. */
function typedHeaders(headers) {
  const typed = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return Object.fromEntries(typed.filter(([, value]) => !String(value).includes("PASTE")));
}

async function ask(request, headers) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      ...headers,
    },
    body: JSON.stringify(request),
  });
  return response.json();
}

/** The graphql-transport-ws protocol for one subscription: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md */
function listen(request, headers) {
  return {
    subscribe(observer) {
      const socket = new WebSocket(new URL("/graphql", location.href.replace(/^http/, "ws")), "graphql-transport-ws");
      const send = (message) => socket.send(JSON.stringify(message));
      let isOver = false;
      const finish = (tell) => {
        if (isOver) return;
        isOver = true;
        tell();
        socket.close(1000);
      };
      socket.onopen = () => send({ type: "connection_init", payload: { authorization: headers.authorization } });
      socket.onclose = ({ code, reason }) =>
        finish(() => observer.error(new Error(`The socket was closed: ${code} ${reason}`)));
      socket.onmessage = ({ data }) => {
        const message = JSON.parse(data);
        if (message.type === "connection_ack") send({ type: "subscribe", id: "1", payload: request });
        else if (message.type === "ping") send({ type: "pong" });
        else if (message.type === "next") observer.next(message.payload);
        else if (message.type === "error") finish(() => observer.error({ errors: message.payload }));
        else if (message.type === "complete") finish(() => observer.complete());
      };
      return { unsubscribe: () => finish(() => observer.complete()) };
    },
  };
}

function isSubscription({ operationName }, documentAST) {
  const operations = (documentAST?.definitions ?? []).filter(({ kind }) => kind === "OperationDefinition");
  const asked = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  return asked?.operation === "subscription";
}

const HEADERS_KEPT = "graphiql:headers";
const headersWith = (key) => JSON.stringify({ Authorization: `Bearer ${key}` }, null, 2);

/** An address that ends in #key=… brings its key along: what follows # never leaves the browser. */
function firstHeaders() {
  const key = new URLSearchParams(location.hash.slice(1)).get("key");
  if (key === null) return localStorage.getItem(HEADERS_KEPT) || headersWith("PASTE-YOUR-KEY-HERE");
  history.replaceState({}, "", location.pathname + location.search);
  localStorage.removeItem("graphiql:tabState");
  localStorage.setItem(HEADERS_KEPT, headersWith(key));
  return headersWith(key);
}

const headers = firstHeaders();
const query = `# 1. Paste your API key in the Headers tab below.
# 2. Press "Re-fetch GraphQL schema" (lower left), then play.
# No key yet? callthread keys create me --scopes read

query LatestCustomers {
  customers(first: 5) {
    totalCount
    edges {
      node {
        name
        phones
        history(first: 3) {
          totalCount
          edges {
            node {
              callStartedAt
              direction
              transcriptExcerpt
              booking {
                title
                eventDate
              }
            }
          }
        }
      }
    }
  }
}
`;
const subscription = `# Each call as it is linked. Give the last "cursor" as "after"
# to miss nothing when you come back.

subscription Linked {
  recordingLinked {
    cursor
    type
    occurredAt
    recording {
      callStartedAt
      customer {
        name
      }
      booking {
        title
        eventDate
      }
    }
  }
}
`;

YogaGraphiQL.renderYogaGraphiQL(document.querySelector("#root"), {
  title: "Callthread",
  headers,
  defaultTabs: [
    { query, headers },
    { query: subscription, headers },
  ],
  fetcher: (request, { headers: typed, documentAST } = {}) =>
    isSubscription(request, documentAST) ? listen(request, typedHeaders(typed)) : ask(request, typedHeaders(typed)),
});
