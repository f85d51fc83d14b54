import { say } from "../../../../shared/text";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import type { Finding } from "../../linter/finding";
import { namePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { networkOf } from "../../network/networkOf";
import { imageName } from "../../network/ports/imagePorts";
import { putOnNetwork } from "../fixes/putOnNetwork";
import { isProjectForSwarm } from "../wording/forSwarm";

/** A proxy that takes from the engine whom it calls, and how a service asks to be called by it. */
interface Proxy {
  readonly image: RegExp;
  readonly label?: RegExp;
  readonly variable?: string;
}

const proxies: readonly Proxy[] = [
  { image: /^traefik$/, label: /^traefik\.(?:enable$|(?:http|tcp|udp)\.routers\.)/i },
  { image: /^nginx-proxy$/, variable: "VIRTUAL_HOST" },
  { image: /^caddy-docker-proxy$/, label: /^caddy(?:_\d+)?$/ },
];

/**
 * Bridge networks are apart: a proxy calls a container on a network that both have (docs/docker-behaviour.md
 * #proxy-network).
 */
export const proxyWithoutNetwork = defineRule({
  id: "proxy-without-network",
  severity: "warning",
  title: say`A proxy is to call a service with which it shares no network`,
  perProject: function* (project): Generator<Finding> {
    const all = runningProxies(project);
    if (all.length === 0 || isProjectForSwarm(project)) return;
    const network = networkOf(project);
    for (const proxy of proxies) {
      const callers = all.filter((each) => each.proxy === proxy).map(({ service }) => service);
      const [caller] = callers;
      if (caller === undefined) continue;
      for (const { service, at } of asking(project)) {
        const asks = at(proxy);
        if (asks === undefined || callers.includes(service)) continue;
        if (!callers.every((each) => network.unresolved(each, service) === "no-common-network")) continue;
        yield {
          at: asks.node,
          service,
          message: say`${caller.name} and ${service.name} share no network, so ${caller.name} cannot call ${service.name} ("Gateway Timeout"). Put ${service.name} on a network of ${caller.name}.`,
          related: callers.map((each) => ({ at: namePlace(each), message: say`${each.name} is the proxy` })),
          fixes: () => putOnNetwork(service, caller),
        };
      }
    }
  },
});

const runningProxies = collectFromServices((service) => {
  const name = imageName(service.image?.value);
  const proxy = proxies.find(({ image }) => image.test(name));
  return proxy === undefined ? [] : [{ service, proxy }];
});

/** What asks a proxy to call a service; undefined where nothing does. */
interface Asking {
  readonly service: Service;
  readonly at: (proxy: Proxy) => Origin | undefined;
}

const asking = collectFromServices((service): Asking[] => {
  const { labels, environment } = service;
  if (labels.length + environment.length === 0) return [];
  const isOff = labels.some(({ key, value }) => key === "traefik.enable" && value === "false");
  const at = ({ label, variable }: Proxy): Origin | undefined => {
    if (label !== undefined) return isOff ? undefined : labels.find(({ key }) => label.test(key))?.at;
    return environment.find(({ key }) => key === variable)?.at;
  };
  return [{ service, at }];
});
