import { type Selection, selectedFields } from "../selection.js";
import { type CallInsights, type InsightsRow, insightsFrom } from "./call-insights.js";
import type { RecordingRow } from "./recordings-by-id.js";
import { cutAtWord, EXCERPT_LENGTH } from "./transcript-excerpt.js";

/** A row whose texts came with it, where the operation asks for them; undefined where they did not. */
export interface RowWithTexts extends RecordingRow {
  /** Of the usual length. */
  readonly usualExcerpt?: string | null;
  readonly insights?: CallInsights | null;
}

/** Which texts to read with the rows of a list. */
export interface TextsAsked {
  readonly excerpts: boolean;
  readonly insights: boolean;
}

export const textsAsked = (selection: Selection): TextsAsked => {
  const fields = selectedFields(selection, ["edges", "node"]);
  return { excerpts: fields.has("transcriptExcerpt"), insights: fields.has("insights") };
};

/** Columns of texts, of a table called `recording`; the parameters say whether they are asked for. */
export const textColumns = (excerpts: `$${number}`, insights: `$${number}`): string =>
  `CASE WHEN ${excerpts}::boolean THEN left(recording.rc_transcript, ${EXCERPT_LENGTH + 1}) END AS beginning,
       CASE WHEN ${insights}::boolean THEN recording.rc_ai_insights END AS stored`;

export type TextRow = RecordingRow & { readonly beginning: string | null; readonly stored: InsightsRow["stored"] };

export function withTexts<Row extends TextRow>(row: Row, asked: TextsAsked): Row & RowWithTexts {
  return {
    ...row,
    ...(asked.excerpts
      ? { usualExcerpt: row.beginning === null ? null : cutAtWord(row.beginning, EXCERPT_LENGTH) }
      : {}),
    ...(asked.insights ? { insights: insightsFrom(row) } : {}),
  };
}
