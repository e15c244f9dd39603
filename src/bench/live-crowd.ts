import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { packageRoot } from "../package-root.js";
import type { Bench } from "./bench-command.js";
import type { LiveAnswer, LiveAsk } from "./live-client-messages.js";

/** The subscribers, in a process of their own. */
export interface LiveCrowd {
  ask(ask: LiveAsk): Promise<LiveAnswer>;
}

export function startCrowd(bench: Bench): LiveCrowd {
  const child: ChildProcess = fork(resolve(packageRoot, "dist/src/bench/live-clients.js"), {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const ended = once(child, "exit");
  bench.stopLater(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return {
    async ask(ask) {
      child.send(ask);
      const [answer] = await Promise.race([
        once(child, "message"),
        ended.then(() => Promise.reject(new Error("The process that holds the sockets has ended."))),
      ]);
      return answer as LiveAnswer;
    },
  };
}
