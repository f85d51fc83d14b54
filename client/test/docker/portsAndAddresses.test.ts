import { describe, expect, it } from "vitest";
import { swarmServicesFrom } from "../../src/docker/inventory/swarm";
import { planFrom } from "../../src/docker/api/containerPlan";

describe("what an inspection or a swarm says of ports and addresses", () => {
  it("is an address or nothing", () => {
    const plan = planFrom({
      HostConfig: { PortBindings: { "80/tcp": [{ HostIp: "evil.example/?", HostPort: "8080" }] } },
      NetworkSettings: { Networks: { n: { IPAMConfig: { IPv4Address: "evil", IPv6Address: "fd00::2" } } } },
    });
    expect(plan.published).toEqual(["8080 -> 80/tcp"]);
    expect(plan.addresses).toEqual([{ network: "n", address: "fd00::2" }]);
  });

  it("is a port or nothing", () => {
    const ports = [
      { PublishedPort: 8080, TargetPort: 80 },
      { PublishedPort: 70_000, TargetPort: 80 },
      { PublishedPort: 8080, TargetPort: "80" },
      { PublishedPort: 8080, TargetPort: 80, Protocol: "gopher" },
    ];
    expect(swarmServicesFrom([{ ID: "s", Endpoint: { Ports: ports } }], [], [])[0]?.ports).toEqual([
      { published: 8080, target: 80, protocol: "tcp", mode: "ingress" },
    ]);
  });
});
