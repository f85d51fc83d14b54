import { say, type Text } from "../../../../shared/text";
import type { Assignment } from "../../compose/model/attributes";
import type { Service } from "../../compose/model/service";
import { placeIn } from "../../compose/values/placeIn";
import type { Origin } from "../../compose/values/value";
import { answeringOf } from "../../network/ports/answering";
import { addressesOf, type AskedPort, askedPorts, ownNames } from "../../network/ports/askedPorts";
import type { Finding } from "../../linter/finding";
import { fixValue, writeAt } from "../fixes/writeValue";

/** Labels with a port at which a proxy calls the container on its network: Traefik of today and of old, SWAG. */
const portLabel =
  /^(?:traefik\.(?:http|tcp|udp)\.services\.[^.]+\.loadbalancer\.server\.port|traefik\.(?:[^.]+\.)?port|swag_port)$/i;
/** Those with an address at which somebody in a container calls it. */
const addressLabel = /loadbalancer\.server\.url$|^caddy\S*reverse_proxy$|^homepage\.widget\.url$/i;
/** The port of caddy-docker-proxy: `{{upstreams 8080}}`. */
const caddyPort = /\{\{\s{0,3}upstreams(?:\s{1,3}https?)?\s{1,3}(\d{2,5})\s{0,3}\}\}/;
/** nginx-proxy and acme-companion. */
const virtualPort = /^VIRTUAL_PORT$/;

/**
 * A service's own published port where its container port is wanted: in its health check, which runs inside, and where it tells
 * a proxy, which calls it on its network (docs/docker-behaviour.md#published-port-inside).
 */
export function* ownPublishedPort(service: Service): Generator<Finding> {
  if (service.ports === undefined || service.networkMode !== undefined || service.networkModeUnknown) return;
  yield* askedByHealthCheck(service, [service]);
  for (const each of [...service.labels, ...service.deploy.labels, ...service.environment]) {
    for (const asked of toldToProxy(each, service)) {
      const inside = instead(asked, [service]);
      if (inside === undefined) continue;
      const message = say`The proxy that reads \`${each.key}\` calls ${service.name} on its network, where it listens on ${inside}: ${asked.port} is its port on the host. Use ${inside}.`;
      yield finding(service, asked, message, inside);
    }
  }
}

/** A published port of the namespace in a service's health check; `together` live in it, its owner first. */
export function* askedByHealthCheck(service: Service, together: readonly Service[]): Generator<Finding> {
  const [owner = service] = together;
  for (const asked of askedPorts(service)) {
    const inside = instead(asked, together);
    if (inside === undefined) continue;
    const whose = owner === service ? say`its port on the host` : say`the port of ${owner.name} on the host`;
    const message = say`The health check runs in the container of ${service.name}, where nothing listens on port ${asked.port}: that is ${whose}, the container's is ${inside}. The container stays unhealthy. Use port ${inside}.`;
    yield finding(service, asked, message, inside);
  }
}

/** The ports that a label or a variable tells a proxy. */
function toldToProxy({ key, value = "", at }: Assignment, service: Service): AskedPort[] {
  const given = portLabel.test(key) || virtualPort.test(key) ? value : caddyPort.exec(value)?.[1];
  if (given !== undefined && /^\d{2,5}$/.test(given)) {
    const start = value.lastIndexOf(given);
    return [{ port: Number(given), value, at, start, end: start + given.length }];
  }
  return addressLabel.test(key) ? addressesOf(value, at, ownNames(service)) : [];
}

/** The container port that is meant by a published one, where nobody in the namespace is known to have that number. */
function instead({ port, at }: AskedPort, together: readonly Service[]): number | undefined {
  const [owner] = together;
  const inside = owner && answeringOf(owner).behind(port)?.port;
  if (inside === undefined || inside === port) return undefined;
  const has = (service: Service): boolean => {
    const answering = answeringOf(service);
    return answering.at(port) || answering.usuallyAt(port) || isNamedElsewhere(port, service, at);
  };
  return together.some(has) ? undefined : inside;
}

/** Whether a value beside those that are looked at here has the number: it may be that of its own port. */
function isNamedElsewhere(port: number, service: Service, at: Origin): boolean {
  const words = [...service.command, ...service.entrypoint];
  const settings = service.environment.filter((each) => each.at !== at && !virtualPort.test(each.key));
  return (
    words.some(({ value }) => hasNumber(value, port)) ||
    settings.some(({ value = "" }) => hasNumber(value, port) && !addressOfBrowser.test(value))
  );
}

/** `http://localhost:8080` tells where a browser finds the service; it says nothing of the container's ports. */
const addressOfBrowser = /^https?:\/\/[\w.-]+:\d+(?:\/|$)/;

function hasNumber(text: string, number: number): boolean {
  return text.split(/\D+/).includes(String(number));
}

function finding(service: Service, { value, at, start, end }: AskedPort, message: Text, inside: number): Finding {
  const place = placeIn(value, at, start, end);
  return {
    at: place.at,
    service,
    message,
    fixes: () => fixValue(say`Use port ${inside}`, writeAt(place.written, String(inside))),
  };
}
