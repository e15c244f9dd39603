import type { FastifyInstance } from "fastify";
import { type Extension, ownerOf, USER_PERMISSIONS, type UserPermission } from "./account.js";
import { invalidParameter, missingResource } from "./api-error.js";
import type { RateGroup } from "./rate-limit.js";
import type { World } from "./world.js";

const BASE = "/restapi/v1.0/account/:accountId";

interface ExtensionRoute {
  Params: { extensionId: string };
  Querystring: { permissionId?: string };
}

/** The company itself: its account, an extension, its phone numbers, and whether a user may do a thing. */
export function serveAccount(app: FastifyInstance, world: World): void {
  const { account } = world;
  const reading = (group: RateGroup, userPermission: UserPermission) => ({
    config: { guard: { group, appScope: "ReadAccounts", userPermission } as const },
  });
  const base = (): string => `${world.url()}/restapi/v1.0/account/${account.id}`;
  const find = (id: string): Extension => {
    const wanted = id === "~" ? ownerOf(account).id : id;
    const found = account.extensions.find((extension) => extension.id === wanted);
    if (found === undefined) throw missingResource("extensionId");
    return found;
  };

  app.get(BASE, reading("light", "ReadCompanyInfo"), async () => ({
    uri: base(),
    id: Number(account.id),
    mainNumber: account.mainPhoneE164.replace("+", ""),
    serviceInfo: { uri: `${base()}/service-info`, brand: { id: "1210", name: "RingCentral" } },
    status: "Confirmed",
    setupWizardState: "Completed",
  }));

  app.get<ExtensionRoute>(`${BASE}/extension/:extensionId`, reading("light", "ReadExtensions"), async ({ params }) => {
    const { id, number, name, type } = find(params.extensionId);
    return {
      uri: `${base()}/extension/${id}`,
      id: Number(id),
      extensionNumber: number,
      name,
      type,
      status: "Enabled",
      account: { id: account.id, uri: base() },
    };
  });

  app.get<{ Querystring: { page?: string; perPage?: string } }>(
    `${BASE}/phone-number`,
    reading("heavy", "ReadCompanyPhoneNumbers"),
    async ({ query }) => {
      const page = Number(query.page ?? 1);
      const perPage = Number(query.perPage ?? 100);
      if (!Number.isInteger(page) || page < 1) throw invalidParameter("page");
      if (!Number.isInteger(perPage) || perPage < 1) throw invalidParameter("perPage");
      const all = phoneNumbersOf(world);
      const start = (page - 1) * perPage;
      const records = all.slice(start, start + perPage);
      const link = (number: number) => ({ uri: `${base()}/phone-number?page=${number}&perPage=${perPage}` });
      return {
        uri: link(page).uri,
        records,
        // Unlike the call log this list does count.
        paging: {
          page,
          perPage,
          pageStart: start,
          pageEnd: start + records.length - 1,
          totalPages: Math.ceil(all.length / perPage),
          totalElements: all.length,
        },
        navigation: { firstPage: link(1), ...(start + perPage < all.length ? { nextPage: link(page + 1) } : {}) },
      };
    },
  );

  const checking = { config: { guard: { group: "light" } } } as const;
  app.get<ExtensionRoute>(`${BASE}/extension/:extensionId/authz-profile/check`, checking, async (request) => {
    const permissionId = request.query.permissionId ?? "";
    const permission = USER_PERMISSIONS.find((known) => known === permissionId);
    const { id } = find(request.params.extensionId);
    return {
      uri: `${base()}/extension/${id}/authz-profile/check?permissionId=${encodeURIComponent(permissionId)}`,
      successful: permission !== undefined && world.permissions.userPermissions.has(permission),
    };
  });
}

function phoneNumbersOf({ account, url }: World): object[] {
  const number = (phoneE164: string, usageType: string, extension: Extension | null, index: number): object => ({
    uri: `${url()}/restapi/v1.0/account/${account.id}/phone-number/${account.id}${index}`,
    id: `${account.id}${index}`,
    phoneNumber: phoneE164,
    type: "VoiceFax",
    tollType: /^\+18(00|33|44|55|66|77|88)/.test(phoneE164) ? "TollFree" : "Toll",
    usageType,
    status: "Normal",
    primary: usageType === "MainCompanyNumber",
    ...(extension === null
      ? {}
      : { extension: { id: Number(extension.id), extensionNumber: extension.number, name: extension.name } }),
  });
  const direct = account.extensions.flatMap((extension) =>
    extension.directPhoneE164 === undefined ? [] : [[extension.directPhoneE164, "DirectNumber", extension] as const],
  );
  const company = account.companyPhonesE164.map((phone) => [phone, "CompanyNumber", null] as const);
  return [[account.mainPhoneE164, "MainCompanyNumber", null] as const, ...company, ...direct].map(
    ([phone, usage, extension], index) => number(phone, usage, extension, index),
  );
}
