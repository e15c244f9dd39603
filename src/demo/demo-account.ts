import { type Account, DEFAULT_ACCOUNT } from "../simulator/account.js";
import { BUSINESS_NAME, OWN_PHONES } from "./business.js";

/** The demo business's account with the simulated RingCentral. */
export function demoAccount(): Account {
  const [mainPhoneE164 = "", ...companyPhonesE164] = OWN_PHONES;
  return { ...DEFAULT_ACCOUNT, name: BUSINESS_NAME, mainPhoneE164, companyPhonesE164 };
}
