import { say } from "../../../../shared/text";
import { isAtLeast } from "../../../../shared/engineKind";
import { isHostMode } from "../../network/namespaces/namespace";
import type { Finding } from "../../linter/finding";
import { modePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/** Host mode of a rootless engine before 29.5 is RootlessKit's namespace: docs/docker-behaviour.md#rootless. */
export const hostOnRootless = defineRule({
  id: "host-on-rootless",
  severity: "information",
  title: say`Before 29.5, host mode of a rootless engine is not the host's network`,
  onEngine: function* (service, engine): Generator<Finding> {
    if (!engine.rootless || isAtLeast(engine, 29, 5) === true || !isHostMode(service)) return;
    const { name } = service;
    yield {
      at: modePlace(service),
      message: say`A rootless engine before 29.5 gives ${name} the network namespace of RootlessKit, so the ports of ${name} cannot be reached from the host. Publish ports on a network instead, or use Docker Engine 29.5 or later.`,
    };
  },
});
