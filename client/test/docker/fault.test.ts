import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultFrom } from "../../src/docker/fault";

describe("a failure", () => {
  it.each([
    ["ENOENT", "not-running"],
    ["ECONNREFUSED", "not-running"],
    ["EACCES", "permission"],
    ["ENOTFOUND", "unreachable"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["HPE_INVALID_CONSTANT", "bad-answer"],
  ])("%s is %s", (code, kind) => {
    expect(faultFrom(Object.assign(new Error("it failed"), { code })).kind).toBe(kind);
  });

  it("of any shape is a fault", () => {
    fc.assert(fc.property(fc.anything(), (error) => typeof faultFrom(error).kind === "string"));
  });
});
