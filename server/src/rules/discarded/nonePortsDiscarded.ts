import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { leaveHostMode } from "../fixes/leaveHostMode";
import { modePlace, modeRepeated, pairOf } from "../../linter/place";
import { safe } from "../../linter/fix";
import { defineRule } from "../../linter/rule";
import { takeAway } from "../fixes/takeAway";

/**
 * Without a network there is nobody to forward a port to: the engine discards `ports` and says nothing
 * (docs/docker-behaviour.md#none-ports, engines 20.10 and 28.5). The empty mode is none, see empty-network-mode.
 */
export const nonePortsDiscarded = defineRule({
  id: "none-ports-discarded",
  severity: "warning",
  title: say`Published ports have no effect without a network`,
  perService: function* (service): Generator<Finding> {
    const { networkMode, ports } = service;
    if (networkMode?.value.kind !== "none" || ports === undefined) return;
    const last = ports.value.at(-1);
    if (last === undefined) return;
    yield {
      at: pairOf(ports.at)?.key ?? ports.at.node,
      message: say`${service.name} has no network, so Docker discards its published ports without a message. Remove \`ports\`, or \`network_mode: none\`.`,
      related: [
        { at: modePlace(service), message: say`${service.name} has a loopback interface and nothing else` },
        ...modeRepeated(service),
      ],
      fixes: () => [...safe(takeAway(service, "ports", ports.at)), ...leaveHostMode(service)],
    };
  },
});
