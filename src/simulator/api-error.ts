/** Any answer of RingCentral's that is an error: status, extra headers and the body as it goes over the wire. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/**
 * The live platform repeats the first error at the top level, sometimes under a word (`InsufficientPermissions`) where
 * `errors[0].errorCode` has the code (`CMN-401`).
 */
function platformError(
  status: number,
  errorCode: string,
  message: string,
  extra: Readonly<Record<string, string>> = {},
  topLevelCode = errorCode,
): ApiError {
  return new ApiError(status, {
    errorCode: topLevelCode,
    message,
    errors: [{ errorCode, message, ...extra }],
    ...extra,
  });
}

export const invalidParameter = (parameterName: string): ApiError =>
  platformError(400, "CMN-101", `Parameter [${parameterName}] value is invalid`, { parameterName });

export const missingResource = (parameterName: string): ApiError =>
  platformError(404, "CMN-102", `Resource for parameter [${parameterName}] is not found`, { parameterName });

export const invalidUri = (): ApiError => platformError(404, "CMN-120", "Invalid URI");

export const tokenInvalid = (): ApiError => platformError(401, "OAU-213", "Token not found", {}, "TokenInvalid");

export const missingAppScope = (permissionName: string): ApiError =>
  platformError(
    403,
    "CMN-401",
    `In order to call this API endpoint, application needs to have [${permissionName}] permission`,
    { permissionName },
    "InsufficientPermissions",
  );

export const missingUserPermission = (permissionName: string): ApiError =>
  platformError(
    403,
    "CMN-408",
    `In order to call this API endpoint, user needs to have [${permissionName}] permission for requested resource.`,
    { permissionName },
    "InsufficientPermissions",
  );

/** RingSense's own service answers in the documented form only, without the top-level copy. */
const insightsError = (status: number, errorCode: string, message: string): ApiError =>
  new ApiError(status, { errors: [{ errorCode, message }] });

export const insightsNotFound = (): ApiError => insightsError(404, "RAH-3001", "Insights not found");

export const insightsForbidden = (): ApiError =>
  insightsError(403, "RAH-3005", "User does not have permission to read insights");

export const rateExceeded = (retryAfterSeconds: number): ApiError => {
  const { status, body } = platformError(429, "CMN-301", "Request rate exceeded");
  return new ApiError(status, body, { "Retry-After": String(retryAfterSeconds) });
};

export const invalidGrant = (message = "Token not found"): ApiError =>
  new ApiError(400, {
    error: "invalid_grant",
    error_description: message,
    errors: [{ errorCode: "OAU-213", message }],
  });

export const unsupportedGrant = (): ApiError =>
  new ApiError(400, {
    error: "unsupported_grant_type",
    error_description: "Unsupported grant type",
    errors: [{ errorCode: "OAU-250", message: "Unsupported grant type" }],
  });

export const invalidClient = (): ApiError =>
  new ApiError(400, {
    error: "invalid_client",
    error_description: "Invalid client credentials",
    errors: [{ errorCode: "OAU-153", message: "Invalid client credentials" }],
  });

export const syncTokenExpired = (): ApiError =>
  new ApiError(400, {
    errors: [
      {
        errorCode: "CLG-101",
        message: "Parameter [syncToken] is invalid [Sync token expired, call log was reset]",
        parameterName: "syncToken",
      },
    ],
  });

export const sessionIdNotCombinable = (): ApiError =>
  platformError(400, "CLG-110", "Parameter [sessionId] is not allowed for usage along with other parameters");

export const rangeNotSatisfiable = (totalBytes: number): ApiError => {
  const { status, body } = platformError(416, "CMN-107", "Requested range is not satisfiable");
  return new ApiError(status, body, { "Content-Range": `bytes */${totalBytes}` });
};

export const webhookUnreachable = (): ApiError => platformError(400, "SUB-521", "WebHook is not reachable");

export const webhookCertificateInvalid = (): ApiError =>
  platformError(400, "SUB-524", "HTTPS certificate is not valid");

export const webhookAnswerInvalid = (): ApiError => platformError(400, "SUB-525", "WebHook server response is invalid");

export const subscriptionLimitReached = (): ApiError => platformError(403, "SUB-505", "Subscriptions limit is reached");

export const subscriptionMissing = (): ApiError => platformError(404, "SUB-507", "Subscription is not found");

export const filtersInvalid = (): ApiError => platformError(400, "SUB-508", "Event filters are invalid");

export const filtersForbidden = (): ApiError =>
  platformError(403, "SUB-406", "Not allowed subscribe for events specified in request");
