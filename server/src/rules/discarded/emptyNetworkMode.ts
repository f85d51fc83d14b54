import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { modeRepeated } from "../../linter/place";
import { writeMode } from "../fixes/writeMode";
import { defineRule } from "../../linter/rule";

/**
 * The engine takes `network_mode: ""` for none, not for the default (docs/docker-behaviour.md#empty-network-mode;
 * Compose 1.29, 2.26 and 2.40). Where a variable's default is empty, whoever sets the variable has another mode: a
 * hint.
 */
export const emptyNetworkMode = defineRule({
  id: "empty-network-mode",
  severity: "warning",
  title: say`An empty network mode means no network`,
  perService: function* (service): Generator<Finding> {
    const mode = service.networkMode;
    if (mode?.value.kind !== "empty") return;
    const { node } = mode.at;
    const fromVariable = node.kind === "scalar" && node.text.includes("$");
    yield {
      at: node,
      message: say`Docker treats an empty network mode as \`none\`: ${service.name} has no network. Remove \`network_mode\` to use the project's network, or write \`none\` if you mean it.`,
      related: modeRepeated(service),
      fixes: () => [
        ...leaveHostMode(service),
        ...(fromVariable ? [] : writeMode(service, say`Write \`none\``, "none")),
      ],
      ...(fromVariable ? { severity: "hint" as const } : {}),
    };
  },
});
