import type { Assignment } from "../../compose/model/attributes";
import type { Service } from "../../compose/model/service";
import type { Place } from "../../compose/syntax/node";
import type { Origin } from "../../compose/values/value";
import { collectFromServices } from "../../compose/model/collectFromServices";
import { placeIn } from "./mentions";

/** A word in a service's settings that stands for the machine it runs on, with a port: `localhost:8080`. */
export interface HostMention {
  readonly service: Service;
  /** `gateway`: host.docker.internal, which is the host; `loopback`: the container itself, unless it is in host mode. */
  readonly kind: "gateway" | "loopback";
  readonly name: string;
  readonly port: number;
  /** The name and its port, or the whole value where that was put together from variables. */
  readonly at: Place;
  /** The name and its port are all of `at`. */
  readonly exact: boolean;
  readonly origin: Origin;
}

const hostAndPort = /(?<![\w.@:-])(localhost|127\.0\.0\.1|host\.docker\.internal):(\d{2,5})(?![\w.:-])/g;
const behindCredentials =
  /(?<=:\/\/[^\s/@"']{1,200}@)(localhost|127\.0\.0\.1|host\.docker\.internal):(\d{2,5})(?![\w.:-])/g;

/**
 * Variables of what runs in a browser, which is on the machine of whoever looks, or of what is told about the outside; none
 * is called from the container.
 */
const elsewhere =
  /^(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|REACT_APP|VUE_APP|EXPO_PUBLIC|PUBLIC|GATSBY|NG_APP)_|ORIGIN|CORS|CALLBACK|REDIRECT|PUBLIC|EXTERNAL|FRONTEND|BROWSER|ADVERTISED|ALLOWED|TRUSTED|LISTEN|BIND|NO_PROXY|(?:^|_)(?:BASE|SITE|ROOT|APP|WEB|DOMAIN|SERVER|ISSUER)_?UR[LI]$/i;

/** Every service's words for the host. A health check asks its own container, and labels are read by others. */
export const hostMentions = collectFromServices((service): HostMention[] => [
  ...service.environment.flatMap((each) => inAssignment(service, each)),
  ...[...service.entrypoint, ...service.command].flatMap(({ value, at }) => inText(service, value, at)),
]);

function inAssignment(service: Service, { key, value, holed, at }: Assignment): HostMention[] {
  const text = value ?? holed;
  return text === undefined || elsewhere.test(key) ? [] : inText(service, text, at);
}

function inText(service: Service, text: string, origin: Origin): HostMention[] {
  if (!text.includes("localhost") && !text.includes("127.0.0.1") && !text.includes("host.docker.internal")) return [];
  return [...text.matchAll(hostAndPort), ...text.matchAll(behindCredentials)].flatMap(
    ({ 0: whole, 1: name = "", 2: port, index }) => {
      if (Number(port) > 65_535) return [];
      const kind = name === "host.docker.internal" ? ("gateway" as const) : ("loopback" as const);
      const place = placeIn(text, origin, index, index + whole.length);
      return [{ service, kind, name, port: Number(port), ...place, origin }];
    },
  );
}
