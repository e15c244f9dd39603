/** MPEG-1 layer III, 32 kbit/s, 32 kHz, mono, as recordings are: 144 bytes a frame of 36 ms. A frame of zeros is silence. */
const FRAME_HEADER = [0xff, 0xfb, 0x18, 0xc0] as const;
const FRAME_BYTES = 144;
const FRAME_MS = 36;

/** A playable, silent recording of that length; the same bytes for the same length. */
export function silentMp3(durationMs: number): Buffer {
  const frame = Buffer.alloc(FRAME_BYTES);
  frame.set(FRAME_HEADER);
  return Buffer.alloc(FRAME_BYTES * Math.max(1, Math.ceil(durationMs / FRAME_MS)), frame);
}
