import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { attributeKey, modePlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/** Links on the default bridge are deprecated: engine 29.6 warns of them (docs/docker-behaviour.md#engine-29-links). */
export const defaultBridgeLinks = defineRule({
  id: "default-bridge-links",
  severity: "hint",
  title: say`Links on the default bridge are deprecated`,
  concerns: ({ networkMode }) => networkMode?.value.kind === "bridge",
  perService: function* (service): Generator<Finding> {
    const [link] = service.links;
    if (link === undefined) return;
    yield {
      at: attributeKey(link.at, "links"),
      message: say`Engine 29.6 and newer warn that links on the default bridge are deprecated. Put ${service.name} and whom it calls on a network of the project: there each of them has its name, and an alias gives it another one.`,
      related: [{ at: modePlace(service), message: say`${service.name} is on the default bridge` }],
    };
  },
});
