import type { DemoScenario } from "./business.js";
import type { Script } from "./script.js";
import { COMPLAINT_SCRIPTS, FEEDBACK_SCRIPTS } from "./script-after.js";
import { CANCEL_SCRIPTS } from "./script-cancel.js";
import { CONFIRM_SCRIPTS } from "./script-confirm.js";
import { DATE_SCRIPTS } from "./script-date.js";
import { ENQUIRY_SCRIPTS } from "./script-enquiry.js";
import { GUEST_SCRIPTS } from "./script-guests.js";
import { LONG_SCRIPTS } from "./script-long.js";
import { MENU_SCRIPTS } from "./script-menu.js";
import { MONEY_SCRIPTS } from "./script-money.js";
import { NEW_BOOKING_SCRIPTS } from "./script-new-booking.js";
import { QUOTE_SCRIPTS } from "./script-quote.js";
import { SEVERAL_SCRIPTS } from "./script-several.js";
import { INTERNAL_SCRIPTS, UNKNOWN_CALLER_SCRIPTS, VENDOR_SCRIPTS, WRONG_NUMBER_SCRIPTS } from "./script-strangers.js";
import { TIME_SCRIPTS } from "./script-time.js";
import { TODAY_SCRIPTS } from "./script-today.js";
import { VENUE_SCRIPTS } from "./script-venue.js";
import { STRANGER_VOICEMAIL_SCRIPTS, VOICEMAIL_SCRIPTS } from "./script-voicemail.js";

/** Talks of a customer about an event. */
const EVENT_SCRIPTS: readonly Script[] = [
  ...NEW_BOOKING_SCRIPTS,
  ...GUEST_SCRIPTS,
  ...TIME_SCRIPTS,
  ...DATE_SCRIPTS,
  ...VENUE_SCRIPTS,
  ...MENU_SCRIPTS,
  ...ENQUIRY_SCRIPTS,
  ...MONEY_SCRIPTS,
  ...CONFIRM_SCRIPTS,
  ...TODAY_SCRIPTS,
  ...FEEDBACK_SCRIPTS,
  ...COMPLAINT_SCRIPTS,
  ...CANCEL_SCRIPTS,
  ...SEVERAL_SCRIPTS,
  ...VOICEMAIL_SCRIPTS,
  ...LONG_SCRIPTS,
];

/** Talks that are about no booking. */
const OTHER_SCRIPTS: readonly Script[] = [
  ...QUOTE_SCRIPTS,
  ...WRONG_NUMBER_SCRIPTS,
  ...VENDOR_SCRIPTS,
  ...UNKNOWN_CALLER_SCRIPTS,
  ...INTERNAL_SCRIPTS,
  ...STRANGER_VOICEMAIL_SCRIPTS,
];

export const eventScripts = (kind: DemoScenario): readonly Script[] => EVENT_SCRIPTS.filter((one) => one.kind === kind);
export const otherScripts = (kind: DemoScenario): readonly Script[] => OTHER_SCRIPTS.filter((one) => one.kind === kind);
