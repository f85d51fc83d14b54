import { say } from "../../../../shared/text";
import type { Assignment } from "../../compose/model/attributes";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import { placeIn } from "../../compose/values/placeIn";
import type { Finding } from "../../linter/finding";
import { networkFlag, networkLabel, networkVariable } from "../../network/dns/networkNames";
import { nameOnEngine } from "../../network/namespaces/nameOnEngine";
import { fixValue, writeAt } from "../fixes/writeValue";
import { defineRule } from "../../linter/rule";

interface NamedNetwork {
  readonly service: Service;
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly at: Origin;
}

/**
 * A proxy asks the engine, which knows a network by its name there: Compose makes it of project and key
 * (docs/docker-behaviour.md#network-name-on-engine).
 */
export const proxyNetworkName = defineRule({
  id: "proxy-network-name",
  severity: "warning",
  title: "A proxy is told the key of a network instead of its name on the engine",
  perProject: function* (project): Generator<Finding> {
    for (const { service, key, name, text, at } of namedNetworks(project)) {
      const real = nameOnEngine(name, project);
      const network = project.networks.get(name);
      if (real === undefined || network === undefined || real === name) continue;
      const isOne = [...project.networks.values()].some((other) => nameOnEngine(other.key, project) === name);
      if (isOne) continue;
      const single = (service.networks?.value.length ?? 0) < 2 && networkLabel.test(key);
      const { at: place, written } = placeIn(text, at, text.length - name.length, text.length);
      yield {
        at: place,
        service,
        message: say`The engine knows the network ${name} as ${real}, and that is the name which \`${key}\` wants${single ? "" : say`: the proxy finds no such network, and may call on one that it is not on`}. Write ${real}, or give the network \`name: ${name}\`.`,
        related: [
          {
            at: network.name?.at.node ?? network.at.key ?? network.at.node,
            message: say`${name} is ${real} on the engine`,
          },
        ],
        fixes: () => fixValue(say`Write ${real}`, writeAt(written, real)),
        // On one network alone there is no other one to call.
        ...(single ? { severity: "hint" as const } : {}),
      };
    }
  },
});

const namedNetworks = collectFromServices((service): NamedNetwork[] => [
  ...service.labels.flatMap((each) => (networkLabel.test(each.key) ? inAssignment(service, each) : [])),
  ...service.environment.flatMap((each) => (networkVariable.test(each.key) ? inAssignment(service, each) : [])),
  ...[...service.command, ...service.entrypoint].flatMap(({ value, at }) => {
    const words = value.trim().split(/\s+/);
    return words.flatMap((word) => {
      const name = networkFlag.exec(word)?.[1];
      return name === undefined || words.length > 1
        ? []
        : [{ service, key: "--providers.docker.network", name, text: value, at }];
    });
  }),
]);

function inAssignment(service: Service, { key, value, at }: Assignment): NamedNetwork[] {
  return value === undefined || value === "" ? [] : [{ service, key, name: value, text: value, at }];
}
