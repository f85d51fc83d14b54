import { say } from "../../../../shared/text";
import { addressesMeet } from "../../../../shared/hostAddress";
import { formatRange, type PublishedPort } from "../../compose/model/port";
import { type PortClaim, publishClaims } from "../../network/ports/claims";
import type { Origin } from "../../compose/values/value";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";
import { takeItem } from "../fixes/takeAway";

/**
 * One service that publishes a port of the host twice, for two of its own ports or on addresses that meet, blocks itself:
 * `Bind for 0.0.0.0:8080 failed: port is already allocated`. Identical items are joined by Compose v2
 * (docs/docker-behaviour.md#repeated-published-port).
 */
export const repeatedPublishedPort = defineRule({
  id: "repeated-published-port",
  severity: "error",
  title: say`A service publishes the same port of the host twice`,
  perService: function* (service): Generator<Finding> {
    const mode = service.networkMode?.value.kind;
    const publishes = mode === undefined || mode === "bridge" || mode === "default" || mode === "network";
    if (!publishes || service.networkModeUnknown || (service.ports?.value.length ?? 0) < 2) return;
    const claims = publishClaims(service).filter(({ picks }) => !picks);
    const before = new ClaimsBefore();
    const ports = new Map(service.ports?.value.map(({ at, value }) => [at, value]));
    for (const second of claims) {
      const first = before.of(second).find((each) => meet(each, second) && !isJoined(each, second, ports));
      before.add(second);
      if (first === undefined) continue;
      const port = `${formatRange({
        first: Math.max(first.ports.first, second.ports.first),
        last: Math.min(first.ports.last, second.ports.last),
      })}/${second.protocol}`;
      yield {
        at: second.at.node,
        message: say`${service.name} publishes port ${port} of the host twice, so Docker cannot start it: "port is already allocated". Remove one of the two, or publish it on another port.`,
        related: [{ at: first.at.node, message: say`it is published here already` }],
        fixes: () => takeItem(say`Remove this port`, second.at),
      };
    }
  },
});

/** A claim is compared with at most so many others of its very port. */
const mostCompared = 64;

/** The claims of a service that were looked at, by port: a service may publish thousands. */
class ClaimsBefore {
  private readonly all: PortClaim[] = [];
  private readonly ranges: PortClaim[] = [];
  private readonly singles = new Map<number, PortClaim[]>();

  add(claim: PortClaim): void {
    const { first, last } = claim.ports;
    this.all.push(claim);
    if (first !== last) this.ranges.push(claim);
    else {
      const known = this.singles.get(first) ?? [];
      this.singles.set(first, known);
      if (known.length < mostCompared) known.push(claim);
    }
  }

  /** Those that may meet a claim, in their order. */
  of({ ports: { first, last } }: PortClaim): readonly PortClaim[] {
    if (first !== last) return this.all;
    const singles = this.singles.get(first) ?? [];
    if (this.ranges.length === 0 || singles.length === 0) return singles.length === 0 ? this.ranges : singles;
    const wanted = new Set([...singles, ...this.ranges]);
    return this.all.filter((claim) => wanted.has(claim));
  }
}

function meet(one: PortClaim, other: PortClaim): boolean {
  return (
    one.protocol === other.protocol &&
    one.ports.first <= other.ports.last &&
    other.ports.first <= one.ports.last &&
    addressesMeet(one.address, other.address)
  );
}

/** Whether what the two share is the same to Compose: address, host port and container port (compose-go override/uncity.go). */
function isJoined(one: PortClaim, other: PortClaim, ports: ReadonlyMap<Origin, PublishedPort>): boolean {
  const port = ({ at }: PortClaim) => ports.get(at);
  const [a, b] = [port(one), port(other)];
  const shift = (each: typeof a, claim: PortClaim) =>
    each?.target === undefined ? undefined : claim.ports.first - each.target.first;
  const ip = (each: typeof a) => each?.hostIp ?? "0.0.0.0";
  const [left, right] = [shift(a, one), shift(b, other)];
  return left === undefined || right === undefined || (ip(a) === ip(b) && left === right);
}
