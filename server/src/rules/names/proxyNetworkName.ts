import { say, type Text } from "../../../../shared/text";
import type { Assignment } from "../../compose/model/attributes";
import { collectFromServices } from "../../compose/model/collectFromServices";
import type { Network } from "../../compose/model/network";
import type { Service } from "../../compose/model/service";
import type { Origin } from "../../compose/values/value";
import { placeIn } from "../../compose/values/placeIn";
import type { Finding } from "../../linter/finding";
import { networkFlag, networkLabel, networkVariable, runnerVariable } from "../../network/dns/networkNames";
import { nameOnEngine } from "../../network/namespaces/nameOnEngine";
import { fixValue, writeAt } from "../fixes/writeValue";
import { defineRule } from "../../linter/rule";

interface NamedNetwork {
  readonly service: Service;
  readonly key: string;
  readonly name: string;
  /** Where the name begins in the text. */
  readonly start: number;
  readonly text: string;
  readonly at: Origin;
  /** `proxy`: it calls containers there. `runner`: it starts containers there. `stack`: it reads labels of a stack. */
  readonly by: "proxy" | "runner" | "stack";
}

/**
 * Who asks the engine has to know the name that a network has there: Compose makes it of project and key
 * (docs/docker-behaviour.md#network-name-on-engine).
 */
export const proxyNetworkName = defineRule({
  id: "proxy-network-name",
  severity: "warning",
  title: say`A proxy or a runner is told the key of a network instead of its name on the engine`,
  perProject: function* (project): Generator<Finding> {
    for (const named of namedNetworks(project)) {
      const { service, key, name, start, text, at, by } = named;
      const network = project.networks.get(name);
      if (network === undefined) continue;
      const real = by === "stack" && network.name === undefined ? stackName(network) : nameOnEngine(name, project);
      if (real === undefined || real === name) continue;
      const isOne = [...project.networks.values()].some((other) => nameOnEngine(other.key, project) === name);
      if (isOne) continue;
      const single = by !== "runner" && (service.networks?.value.length ?? 0) < 2 && networkLabel.test(key);
      const { at: place, written } = placeIn(text, at, start, start + name.length);
      yield {
        at: place,
        service,
        message: say`${knownAs(named, network, real)}, and that is the name which \`${key}\` wants${consequence(named, single)}. ${advice(named, network, real)}`,
        related: [
          {
            at: network.name?.at.node ?? network.at.key ?? network.at.node,
            message: say`${name} is ${real} on the engine`,
          },
        ],
        fixes: () =>
          by === "stack" && network.name === undefined ? [] : fixValue(say`Write ${real}`, writeAt(written, real)),
        // On one network alone there is no other one to call.
        ...(single ? { severity: "hint" as const } : {}),
      };
    }
  },
});

/** Of a stack the name is said when it is deployed; undefined where the network keeps its own. */
function stackName({ key, external }: Network): string | undefined {
  return external ? undefined : `STACK_${key}`;
}

function knownAs({ name, by }: NamedNetwork, network: Network, real: string): Text {
  return by === "stack" && network.name === undefined
    ? say`\`docker stack deploy\` calls the network ${name} ${real}, with the name of the stack before it`
    : say`The engine knows the network ${name} as ${real}`;
}

function consequence({ by, name }: NamedNetwork, single: boolean): string | Text {
  if (single) return "";
  return by === "runner"
    ? say`: the engine refuses to start a container there, "network ${name} not found"`
    : say`: the proxy finds no such network, and may call on one that it is not on`;
}

function advice({ by, name }: NamedNetwork, network: Network, real: string): Text {
  return by === "stack" && network.name === undefined
    ? say`Give the network \`name: ${name}\`.`
    : say`Write ${real}, or give the network \`name: ${name}\`.`;
}

const namedNetworks = collectFromServices((service): NamedNetwork[] => {
  const found: NamedNetwork[] = [];
  const add = (each: Assignment, by: NamedNetwork["by"]): void => void found.push(...inAssignment(service, each, by));
  for (const each of service.labels) if (networkLabel.test(each.key)) add(each, "proxy");
  for (const each of service.deploy.labels) if (networkLabel.test(each.key)) add(each, "stack");
  for (const each of service.environment) {
    // Both expressions ask for this; of most variables there is nothing more to ask.
    if (!each.key.includes("NETWORK")) continue;
    if (networkVariable.test(each.key)) add(each, "proxy");
    else if (runnerVariable.test(each.key)) add(each, "runner");
  }
  for (const words of [service.command, service.entrypoint]) {
    for (const { value, at } of words) {
      const name = networkFlag.exec(value.trim())?.[1];
      if (name === undefined) continue;
      const start = value.lastIndexOf(name);
      found.push({ service, key: "--providers.docker.network", name, start, text: value, at, by: "proxy" });
    }
  }
  return found;
});

/** The networks of a value, which may be a list. */
function inAssignment(service: Service, { key, value, at }: Assignment, by: NamedNetwork["by"]): NamedNetwork[] {
  return [...(value ?? "").matchAll(/[^\s,;]+/g)].map(({ 0: name, index: start }) => ({
    ...{ service, key, name, start, text: value ?? "", at, by },
  }));
}
