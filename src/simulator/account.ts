/** Permissions of the registered application; a token keeps those of the moment it was issued. */
export const APP_SCOPES = [
  "CallControl",
  "ReadAccounts",
  "ReadCallLog",
  "ReadCallRecording",
  "RingSense",
  "SubscriptionWebhook",
] as const;
export type AppScope = (typeof APP_SCOPES)[number];

/** Permissions of the user's role; a change holds at once. */
export const USER_PERMISSIONS = [
  "FullCompanyCallLog",
  "ReadCallLog",
  "ReadCallRecording",
  "ReadCompanyCallRecording",
  "ReadCompanyInfo",
  "ReadCompanyPhoneNumbers",
  "ReadExtensions",
  "ReadRingSenseInsights",
] as const;
export type UserPermission = (typeof USER_PERMISSIONS)[number];

export interface Extension {
  /** Digits; a string everywhere but in `extension.id` of the call log and of the extension itself. */
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly type: "User" | "IvrMenu" | "Department";
  /** The extension's own direct number. */
  readonly directPhoneE164?: string;
}

/** The simulated company. `extensions` needs a user that signs in (the first), an IvrMenu, a Department and two more users. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly mainPhoneE164: string;
  /** Further company numbers that belong to no extension. */
  readonly companyPhonesE164: readonly string[];
  readonly extensions: readonly Extension[];
}

export const DEFAULT_ACCOUNT: Account = {
  id: "900100001",
  name: "Simulated Company",
  mainPhoneE164: "+18005550100",
  companyPhonesE164: ["+14155550100"],
  extensions: [
    { id: "900100001", number: "100", name: "Office Admin", type: "User" },
    { id: "900100042", number: "101", name: "Agent One", type: "User", directPhoneE164: "+14155550142" },
    { id: "900100043", number: "102", name: "Agent Two", type: "User", directPhoneE164: "+14155550143" },
    { id: "900100060", number: "1001", name: "IVR Menu 1001", type: "IvrMenu" },
    { id: "900100070", number: "200", name: "Bookings Queue", type: "Department" },
  ],
};

/** What the application and its user may do; tests and the control surface change it while the simulator runs. */
export interface Permissions {
  appScopes: Set<AppScope>;
  userPermissions: Set<UserPermission>;
}

export const allPermissions = (): Permissions => ({
  appScopes: new Set(APP_SCOPES),
  userPermissions: new Set(USER_PERMISSIONS),
});

/** The extension that the JWT belongs to. */
export function ownerOf(account: Account): Extension {
  const owner = account.extensions[0];
  if (owner === undefined) throw new Error("The simulated account needs at least one extension.");
  return owner;
}

/** The users that take calls: all but the owner of the credentials. */
export const agentsOf = (account: Account): readonly Extension[] =>
  account.extensions.slice(1).filter((extension) => extension.type === "User");

export function getExtensionOfType(account: Account, type: Extension["type"]): Extension {
  const found = account.extensions.find((extension) => extension.type === type);
  if (found === undefined) throw new Error(`The simulated account has no ${type} extension.`);
  return found;
}
