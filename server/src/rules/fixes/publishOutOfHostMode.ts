import { say } from "../../../../shared/text";
import { formatRange, type PortRange, type PublishedPort } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import type { Pair } from "../../compose/syntax/node";
import { hostModeClaims, type PortClaim } from "../../network/ports/claims";
import { isHostMode } from "../../network/namespaces/namespace";
import { addItem } from "./addExtraHost";
import { indentOf, removePair, replaceNode } from "./edits";
import { type Fix, fix, type TextChange } from "../../linter/fix";
import { leaveHostMode } from "./leaveHostMode";
import { listed } from "../../linter/listed";
import { pairOf, writtenInPlace } from "../../linter/place";

/**
 * The fixes that take a service out of host mode: first with the ports published that the files say it listens on, so that it
 * answers where it did, then without.
 */
export function publishOutOfHostMode(service: Service): Fix[] {
  const plain = leaveHostMode(service);
  const at = service.networkMode?.at;
  const pair = at && pairOf(at);
  const ports = unpublishedPorts(
    service,
    service.ports?.value.map(({ value }) => value),
  );
  if (!isHostMode(service) || pair === undefined || !writtenInPlace(at) || ports.length === 0) return plain;
  // Files that repeat the mode would keep it.
  if (service.networkMode?.repeats !== undefined) return plain;
  const title = say`Leave host mode, and publish ${listed(ports.map(({ ports: each }) => formatRange(each)))} of ${service.name}`;
  const items = ports.map(({ ports: { first }, protocol }) => item(first, protocol));
  const written = pair.parent?.pairs.find(({ key }) => key.text === "ports");
  const fixes =
    written === undefined
      ? fix(title, service.ports === undefined ? inPlaceOf(pair, items) : undefined)
      : fix(title, removePair(pair), added(written, items));
  return [...fixes, ...plain];
}

/** What a service binds on the host by itself, and would have to publish out of host mode; what is bound to one address is not for others. */
export function unpublishedPorts(service: Service, published: readonly PublishedPort[] = []): PortClaim[] {
  const holds = ({ first, last }: PortRange, port: number): boolean => first <= port && port <= last;
  const isPublished = ({ ports, protocol }: PortClaim): boolean =>
    published.some(
      ({ target, protocol: other }) => target !== undefined && other === protocol && holds(target, ports.first),
    );
  return hostModeClaims(service).filter((claim) => claim.address.kind !== "one" && !isPublished(claim));
}

function item(port: number, protocol: string): string {
  return `"${port}:${port}${protocol === "tcp" ? "" : `/${protocol}`}"`;
}

function inPlaceOf(mode: Pair, items: readonly string[]): TextChange {
  const whole = { ...mode.value, start: mode.key.start };
  const indent = mode.parent?.style === "block" ? indentOf(mode) : undefined;
  if (indent === undefined) return replaceNode(whole, `ports: [${items.join(", ")}]`);
  return replaceNode(whole, `ports:${items.map((each) => `\n${indent}  - ${each}`).join("")}`);
}

function added({ value }: Pair, items: readonly string[]): TextChange | undefined {
  if (value.kind !== "sequence") return undefined;
  const changes = items.map((each) => addItem(value, each));
  const [first] = changes;
  return first && { ...first, text: changes.map((change) => change?.text ?? "").join("") };
}
