import { say } from "../../../../shared/text";
import { isHostMode } from "../../network/namespaces/namespace";
import type { Finding } from "../../linter/finding";
import { modePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * Docker Desktop's engine runs in a virtual machine, and host mode is that machine's network unless the user enabled host
 * networking (since 4.34; docs/docker-behaviour.md#docker-desktop,
 * docs.docker.com/engine/network/drivers/host/#docker-desktop). The engine's API does not tell, so that a running
 * Docker Desktop is worth a hint and no more.
 */
export const hostOnDockerDesktop = defineRule({
  id: "host-on-docker-desktop",
  severity: "information",
  title: say`Host mode in Docker Desktop is the network of its virtual machine`,
  onEngine: function* (service, { os, desktop, desktopHostNetworking }): Generator<Finding> {
    if (os !== "linux" || !desktop || desktopHostNetworking === true || !isHostMode(service)) return;
    const { name } = service;
    const enable = say`Settings > Resources > Network > "Enable host networking" (Docker Desktop 4.34 and later)`;
    if (desktopHostNetworking === false) {
      yield {
        at: modePlace(service),
        message: say`Docker Desktop gives ${name} the network of its virtual machine, so the ports of ${name} cannot be reached from this computer. Turn on ${enable}, or publish ports on a network.`,
      };
      return;
    }
    yield {
      at: modePlace(service),
      severity: "hint",
      message: say`Unless host networking is enabled, Docker Desktop gives ${name} the network of its virtual machine, and the ports of ${name} cannot be reached from this computer. Check ${enable}.`,
    };
  },
});
