import { say } from "../../../../shared/text";
import { isHostMode } from "../../network/namespaces/namespace";
import type { Finding } from "../../linter/finding";
import { modePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * The host network driver is one of Linux engines: docs/docker-behaviour.md#windows-containers,
 * docs.docker.com/engine/network/drivers/host/.
 */
export const hostOnWindows = defineRule({
  id: "host-on-windows",
  severity: "information",
  title: say`Windows containers have no host mode`,
  onEngine: function* (service, { os }): Generator<Finding> {
    if (os !== "windows" || !isHostMode(service)) return;
    yield {
      at: modePlace(service),
      message: say`Docker has host mode for Linux containers only, and this engine runs Windows containers. Publish the ports of ${service.name} on a network, or switch the engine to Linux containers.`,
    };
  },
});
