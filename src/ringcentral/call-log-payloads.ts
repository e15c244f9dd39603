import { z } from "zod";
import {
  listOf,
  openEnum,
  optionalFlag,
  optionalId,
  optionalInstant,
  optionalNumber,
  optionalText,
  wireId,
} from "./wire-values.js";

const callSide = z.looseObject({
  /** Missing, empty, `anonymous`, formatted, masked (`+1855201XXXX`) or E.164. */
  phoneNumber: optionalText,
  extensionNumber: optionalText,
  extensionId: optionalId,
  name: optionalText,
});

const recordingReference = z.looseObject({ id: wireId, type: openEnum, contentUri: optionalText });

/** Fields that a record and its legs have in common. */
const stretch = {
  telephonySessionId: optionalId,
  from: callSide.nullish().catch(null),
  to: callSide.nullish().catch(null),
  direction: openEnum,
  type: openEnum,
  result: openEnum,
  startTime: optionalInstant,
  duration: optionalNumber,
  durationMs: optionalNumber,
  recording: recordingReference.nullish().catch(null),
  /** Set where the recording was too short to be kept. */
  shortRecording: optionalFlag,
};

const callLeg = z.looseObject(stretch);

/** One call as the log knows it at this moment: it appears while the call runs and changes until some time after. */
export const callLogRecord = z.looseObject({
  ...stretch,
  id: wireId,
  deleted: optionalFlag,
  /** "Whether the call has reached a finished state"; not always sent. */
  finished: z.boolean().nullish().catch(null),
  lastModifiedTime: optionalInstant,
  /** Only with `view=Detailed`. */
  legs: listOf(callLeg),
});

/** Records are read one by one, so that a page survives an odd one. */
const records = z.array(z.unknown());

/** Totals are usually missing: the last page is the one without `navigation.nextPage`. */
export const pageNavigation = z
  .looseObject({ nextPage: z.looseObject({ uri: optionalText }).nullish().catch(null) })
  .nullish()
  .catch(null);

export const callLogPage = z.looseObject({ records, navigation: pageNavigation });

export const extractSyncPage = z.looseObject({
  records,
  syncInfo: z.looseObject({
    syncToken: wireId,
    syncTime: optionalInstant,
    newerRecordsExist: optionalFlag,
  }),
});

export type CallLogRecord = z.output<typeof callLogRecord>;
export type CallLeg = z.output<typeof callLeg>;
