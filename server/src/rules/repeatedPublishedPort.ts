import { addressesMeet } from "../compose/model/hostAddress";
import { formatRange } from "../compose/model/port";
import { type PortClaim, publishClaims } from "../network/claims";
import type { Service } from "../compose/model/service";
import type { Finding } from "./finding";
import { defineRule } from "./rule";
import { takeItem } from "./takeAway";

/**
 * One service that publishes a port of the host twice, for two of its own ports or on addresses that meet, blocks itself:
 * `Bind for 0.0.0.0:8080 failed: port is already allocated`. Identical items are joined by Compose v2
 * (docs/docker-behaviour.md#repeated-published-port).
 */
export const repeatedPublishedPort = defineRule({
  id: "repeated-published-port",
  severity: "error",
  title: "A service publishes one port of the host twice",
  perService: function* (service): Generator<Finding> {
    const mode = service.networkMode?.value.kind;
    const publishes = mode === undefined || mode === "bridge" || mode === "default" || mode === "network";
    if (!publishes || service.networkModeUnknown || (service.ports?.value.length ?? 0) < 2) return;
    const claims = publishClaims(service).filter(({ picks }) => !picks);
    for (const [index, second] of claims.entries()) {
      const first = claims.slice(0, index).find((each) => meet(each, second) && !isJoined(each, second, service));
      if (first === undefined) continue;
      const port = `${formatRange({
        first: Math.max(first.ports.first, second.ports.first),
        last: Math.min(first.ports.last, second.ports.last),
      })}/${second.protocol}`;
      yield {
        at: second.at.node,
        message: `${service.name} publishes port ${port} of the host twice, and Docker fails to start it with "port is already allocated". Remove one of the two, or publish it on another port.`,
        related: [{ at: first.at.node, message: "it is published here already" }],
        fixes: () => takeItem("Remove this port", second.at),
      };
    }
  },
});

function meet(one: PortClaim, other: PortClaim): boolean {
  return (
    one.protocol === other.protocol &&
    one.ports.first <= other.ports.last &&
    other.ports.first <= one.ports.last &&
    addressesMeet(one.address, other.address)
  );
}

/** Whether what the two share is the same to Compose: address, host port and container port (compose-go override/uncity.go). */
function isJoined(one: PortClaim, other: PortClaim, service: Service): boolean {
  const port = ({ at }: PortClaim) => service.ports?.value.find((each) => each.at === at)?.value;
  const [a, b] = [port(one), port(other)];
  const shift = (each: typeof a, claim: PortClaim) =>
    each?.target === undefined ? undefined : claim.ports.first - each.target.first;
  const ip = (each: typeof a) => each?.hostIp ?? "0.0.0.0";
  const [left, right] = [shift(a, one), shift(b, other)];
  return left === undefined || right === undefined || (ip(a) === ip(b) && left === right);
}
