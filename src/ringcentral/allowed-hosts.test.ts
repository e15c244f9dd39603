import { describe, expect, it } from "@jest/globals";
import { mayCarryToken } from "./allowed-hosts.js";

const SERVER = "https://platform.ringcentral.com";

describe("mayCarryToken", () => {
  it.each([
    "https://platform.ringcentral.com/restapi/v1.0/account/~",
    "https://media.ringcentral.com/restapi/v1.0/account/1/recording/2/content",
    "https://media.ringcentral.com:443/restapi/v1.0/account/1/recording/2/content",
    "https://PLATFORM.ringcentral.com/x",
  ])("allows %s", (address) => {
    expect(mayCarryToken(address, SERVER)).toBe(true);
  });

  it.each([
    "http://media.ringcentral.com/x",
    "https://media.ringcentral.com:8443/x",
    "https://media.ringcentral.com.evil.test/x",
    "https://evil.test/media.ringcentral.com",
    "https://user:secret@media.ringcentral.com/x",
    "https://media.devtest.ringcentral.com/x",
    "https://ringcentral.com/x",
    "//media.ringcentral.com/x",
    "file:///etc/hosts",
    "http://169.254.169.254/latest",
    "",
  ])("refuses %s", (address) => {
    expect(mayCarryToken(address, SERVER)).toBe(false);
  });

  it("allows no more than the server itself where it is not RingCentral's own", () => {
    expect(mayCarryToken("http://127.0.0.1:4010/x", "http://127.0.0.1:4010/")).toBe(true);
    expect(mayCarryToken("http://127.0.0.1:4011/x", "http://127.0.0.1:4010")).toBe(false);
    expect(mayCarryToken("https://media.ringcentral.com/x", "http://127.0.0.1:4010")).toBe(false);
  });
});
