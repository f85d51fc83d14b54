import type { Service } from "../../compose/model/service";
import { placeIn, type PlaceInValue } from "../../compose/values/placeIn";
import { answeringOf } from "../../network/ports/answering";
import type { Finding } from "../../linter/finding";
import { fixValue, writeAt } from "../fixes/writeValue";
import type { Origin } from "../../compose/values/value";

/** `loadbalancer.server.port` of Traefik, which calls the container on its network. */
const traefikPort = /^traefik\.(?:http|tcp|udp)\.services\.[^.]+\.loadbalancer\.server\.port$/i;
/** The same of caddy-docker-proxy: `{{upstreams 8080}}`. */
const caddyPort = /\{\{\s{0,3}upstreams(?:\s{1,3}https?)?\s{1,3}(\d{2,5})\s{0,3}\}\}/;
/** A health check's own container; a URL of another host has the name before it. */
const ownAddress = /(?<![\w.-])(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{2,5})(?!\d)/g;
/** nginx-proxy and acme-companion. */
const virtualPort = /^VIRTUAL_PORT$/;

/**
 * A service's own published port where its container port is wanted: in its health check, which runs inside, and where it tells
 * a proxy, which calls it on its network (docs/docker-behaviour.md#published-port-inside).
 */
export function* ownPublishedPort(service: Service): Generator<Finding> {
  if (service.ports === undefined || service.networkMode !== undefined || service.networkModeUnknown) return;
  for (const { value, at } of service.healthcheck) {
    for (const { 0: whole, 1: text = "", index } of value.matchAll(ownAddress)) {
      const port = Number(text);
      const inside = instead(port, service, at);
      if (inside === undefined) continue;
      const place = placeIn(value, at, index + whole.length - text.length, index + whole.length);
      yield finding(
        service,
        place,
        `The health check runs in the container of ${service.name}, where nothing listens on port ${port}: that is its port on the host, the container's is ${inside}. The container stays unhealthy. Use port ${inside}.`,
        inside,
      );
    }
  }
  for (const { key, value = "", at } of [...service.labels, ...service.environment]) {
    const given = traefikPort.test(key) || virtualPort.test(key) ? value : caddyPort.exec(value)?.[1];
    if (given === undefined || !/^\d{2,5}$/.test(given)) continue;
    const port = Number(given);
    const inside = instead(port, service, at);
    if (inside === undefined) continue;
    const start = value.lastIndexOf(given);
    yield finding(
      service,
      placeIn(value, at, start, start + given.length),
      `The proxy that reads \`${key}\` calls ${service.name} on its network, where it listens on ${inside}: ${port} is its port on the host. Use ${inside}.`,
      inside,
    );
  }
}

/** The container port that is meant by a published one, where none of the service's other settings has that number. */
function instead(port: number, service: Service, at: Origin): number | undefined {
  const answering = answeringOf(service);
  const inside = answering.behind(port)?.port;
  if (inside === undefined || inside === port || answering.at(port) || answering.usuallyAt(port)) return undefined;
  return isNamedElsewhere(port, service, at) ? undefined : inside;
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

function finding(service: Service, { at, written }: PlaceInValue, message: string, inside: number): Finding {
  return {
    at,
    service,
    message,
    fixes: () => fixValue(`Use port ${inside}`, writeAt(written, String(inside))),
  };
}
