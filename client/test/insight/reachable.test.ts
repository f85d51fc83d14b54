import { describe, expect, it } from "vitest";
import { reachableAddress, urlOf } from "../../src/insight/reachable";

describe("the reachable address", () => {
  const local = { kind: "socket", path: "/s", address: "unix:///s", source: "default" } as const;
  const far = { kind: "ssh", host: "build.example", address: "ssh://build.example", source: "context" } as const;
  const published = (hostIp: string) => ({ hostIp, hostPort: 8443, containerPort: 443, protocol: "tcp" });

  it.each([
    ["0.0.0.0", "localhost:8443", "build.example:8443"],
    ["::", "localhost:8443", "build.example:8443"],
    ["192.0.2.7", "192.0.2.7:8443", "192.0.2.7:8443"],
    ["127.0.0.1", "127.0.0.1:8443", "build.example:8443"],
    ["2001:db8::1", "[2001:db8::1]:8443", "[2001:db8::1]:8443"],
  ])("of a publish on %s", (hostIp, here, there) => {
    expect(reachableAddress(published(hostIp), local)).toBe(here);
    expect(reachableAddress(published(hostIp), far)).toBe(there);
    expect(urlOf(here, 443)).toBe(`https://${here}/`);
  });
});
