import { describe, expect, it } from "@jest/globals";
import { isMediaLink, mayCarryToken } from "./allowed-hosts.js";

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

describe("isMediaLink", () => {
  it.each([
    "https://media.ringcentral.com/restapi/v1.0/account/1/recording/2/content",
    "https://platform.ringcentral.com/restapi/v1.0/account/1/recording/2/content",
  ])("keeps %s", (address) => {
    expect(isMediaLink(address, SERVER)).toBe(true);
  });

  it.each([
    null,
    "http://169.254.169.254/latest/meta-data",
    "http://localhost:5432/",
    "https://media.ringcentral.com.evil.test/x",
    "http://media.ringcentral.com/x",
    "https://ann:secret@media.ringcentral.com/x",
    "javascript:alert(1)",
    "file:///etc/hosts",
    "not a link",
  ])("drops %s", (address) => {
    expect(isMediaLink(address, SERVER)).toBe(false);
  });

  it("lets a simulated account have its media on another port, and on no other host", () => {
    expect(isMediaLink("http://127.0.0.1:4011/x", "http://127.0.0.1:4010")).toBe(true);
    expect(isMediaLink("http://10.0.0.1:4010/x", "http://127.0.0.1:4010")).toBe(false);
  });
});
