import { say } from "../../../../shared/text";
import { isReadByBrowser } from "../../../../shared/variableReaders";
import type { Service } from "../../compose/model/service";
import { type Needs, pause } from "../../compose/syntax/steps";
import { networkOf } from "../../network/networkOf";
import type { Finding } from "../../linter/finding";
import { namePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";
import { callInstead } from "../fixes/callInstead";

/**
 * A browser is on no network of Docker: names of services mean nothing to it (docs/docker-behaviour.md#names-networks). A hint:
 * programs that draw pages on the server read such variables too.
 */
export const browserCallsService = defineRule({
  id: "browser-calls-service",
  severity: "hint",
  title: say`A variable that a browser reads names a service`,
  perProject: function* (project): Generator<Finding | Needs> {
    const network = networkOf(project);
    for (const { service, mention } of network.knownMentions) {
      const { key, name, scheme } = mention;
      if (mention.in !== "environment" || key === undefined || !isReadByBrowser(key)) continue;
      if (scheme === undefined || !/^(?:https?|wss?)$/.test(scheme)) continue;
      yield pause;
      const [target, ...others] = network.servicesCalled(name);
      if (target === undefined || others.length > 0 || target.provided) continue;
      const port = publishedPort(target, mention.port ?? mention.implied);
      const instead =
        port === undefined
          ? say`Publish the port of ${target.name}, and write the address of this machine and that port.`
          : say`Use localhost:${port} on this machine, and its own name for others.`;
      yield {
        at: mention.at,
        service,
        message: say`A browser reads ${key}, and knows no names of Docker's networks: ${name} does not resolve there. ${instead}`,
        related: [{ at: namePlace(target), message: say`${name} is this service` }],
        fixes: () => (port === undefined ? [] : callInstead(mention, "localhost", port)),
      };
    }
  },
});

/** The port of the host that leads to a container port, or to the only one where it is a published one already. */
function publishedPort(target: Service, port: number | undefined): number | undefined {
  for (const { value } of target.ports?.value ?? []) {
    const { published, target: inside } = value;
    if (published === undefined || published === "ephemeral" || inside === undefined || port === undefined) continue;
    if (published.first === port) return port;
    if (inside.first <= port && port <= inside.last && published.last - published.first === inside.last - inside.first)
      return published.first + port - inside.first;
  }
  return undefined;
}
