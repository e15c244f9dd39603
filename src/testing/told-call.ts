import type { BookingFacts, LinkInput } from "../linking/facts.js";

/** A booking of Ada Quill's, for eight. `eventAt` is ISO 8601. */
export const lessonOf = (id: string, eventAt: string): BookingFacts => ({
  id,
  customerId: "ada",
  eventAt: new Date(eventAt),
  guestCount: 8,
  status: "CONFIRMED",
  title: "Lesson",
  venue: null,
  notes: null,
  createdAt: null,
});

/** A call of Ada Quill's on Wednesday 13 May 2026 at 10:00 in Los Angeles; agents' lines begin with "A:", hers with "C:". */
export const toldCall = (lines: readonly string[], bookings: readonly BookingFacts[]): LinkInput => ({
  call: {
    startedAt: new Date("2026-05-13T17:00:00Z"),
    direction: "INBOUND",
    fromPhone: "+17075550128",
    toPhone: "+12135550199",
    segments: lines.map((line) => ({
      speaker: line.startsWith("A:") ? "agent" : "customer",
      text: line.slice(3),
      startSeconds: null,
      endSeconds: null,
    })),
    insights: null,
  },
  customers: [{ id: "ada", name: "Ada Quill", phones: ["+17075550128"], lastContactAt: null }],
  bookings,
  business: { timezone: "America/Los_Angeles", region: "US", ownPhones: ["+12135550199"] },
});
