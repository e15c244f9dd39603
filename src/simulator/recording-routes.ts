import type { FastifyInstance, FastifyReply } from "fastify";
import { missingResource, rangeNotSatisfiable } from "./api-error.js";
import { readRange } from "./byte-range.js";
import type { Call, Recording } from "./call.js";
import { silentMp3 } from "./silent-mp3.js";
import type { World } from "./world.js";

const RECORDING = "/restapi/v1.0/account/:accountId/recording/:id";
const GUARD = { group: "heavy", appScope: "ReadCallRecording", userPermission: "ReadCallRecording" } as const;

interface RecordingRoute {
  Params: { id: string };
  Querystring: { contentDisposition?: string };
}

/** `GET …/recording/{id}` on the platform: the metadata. */
export function serveRecordings(app: FastifyInstance, world: World): void {
  app.get<RecordingRoute>(RECORDING, { config: { guard: GUARD } }, async ({ params }) => {
    const { recording } = getReady(world, params.id);
    return {
      uri: `${world.url()}/restapi/v1.0/account/${world.account.id}/recording/${recording.id}`,
      id: recording.id,
      contentUri: `${world.mediaUrl()}/restapi/v1.0/account/${world.account.id}/recording/${recording.id}/content`,
      contentType: "audio/mpeg",
      duration: Math.floor((recording.endsAtMs - recording.startsAtMs) / 1000),
    };
  });
}

/** `GET …/recording/{id}/content` on the media host: the sound, whole, in ranges, or by way of a redirect. */
export function serveMedia(app: FastifyInstance, world: World): void {
  const config = { guard: { ...GUARD, tokenInQuery: true } };
  app.get<RecordingRoute>(`${RECORDING}/content`, { config }, async ({ params, query, headers, url }, reply) => {
    const { call, recording } = getReady(world, params.id);
    const { mediaRedirect } = call.plan.knobs;
    if (mediaRedirect !== undefined) {
      const target =
        mediaRedirect === "self" ? `${world.mediaUrl()}${url.replace("/content", "/sound")}` : mediaRedirect;
      return reply.redirect(target, 302);
    }
    const disposition = query.contentDisposition === "Attachment" ? "attachment" : "inline";
    reply.header("content-disposition", `${disposition}; filename="${recording.id}.mp3"`);
    return send(recording, headers.range, reply);
  });
  app.get<RecordingRoute>(`${RECORDING}/sound`, { config }, async ({ params, headers }, reply) =>
    send(getReady(world, params.id).recording, headers.range, reply),
  );
}

function send(recording: Recording, rangeHeader: string | undefined, reply: FastifyReply) {
  const sound = silentMp3(recording.endsAtMs - recording.startsAtMs);
  const range = readRange(rangeHeader, sound.length);
  if (range === "unsatisfiable") throw rangeNotSatisfiable(sound.length);
  reply.type("audio/mpeg").header("accept-ranges", "bytes");
  if (range === "whole") return reply.send(sound);
  reply.code(206).header("content-range", `bytes ${range.first}-${range.last}/${sound.length}`);
  return reply.send(sound.subarray(range.first, range.last + 1));
}

/** @throws ApiError 404 CMN-102 before the recording is ready, where it was too short to keep, and after its retention */
function getReady(world: World, id: string): { call: Call; recording: Recording } {
  const found = world.calls.findRecording(id);
  const ready = found !== null && !found.recording.tooShort && world.clock.now() >= found.call.mediaAtMs;
  if (!ready || world.calls.isDiscarded(id)) throw missingResource("recordingId");
  return found;
}
