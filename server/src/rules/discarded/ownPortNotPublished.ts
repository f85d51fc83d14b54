import { say } from "../../../../shared/text";
import type { PortRange } from "../../compose/model/port";
import type { Service } from "../../compose/model/service";
import { placeIn } from "../../compose/values/placeIn";
import { usualPortsOf } from "../../network/ports/imagePorts";
import { isPeer } from "../../network/ports/listeners";
import type { Finding } from "../../linter/finding";
import { defineRule } from "../../linter/rule";
import { fixValue, writeAt } from "../fixes/writeValue";

/**
 * `PORT` is by custom where a web program listens: a publish that leads to another port finds nobody there
 * (docs/docker-behaviour.md#ports-in-environment). A hint, since a program may not read it.
 */
export const ownPortNotPublished = defineRule({
  id: "own-port-not-published",
  severity: "hint",
  title: say`A service is told by PORT to listen on a port that it does not publish`,
  perService: function* (service): Generator<Finding> {
    const setting = service.environment.find(({ key }) => key === "PORT");
    if (setting?.value === undefined || !/^\d{2,5}$/.test(setting.value)) return;
    if (service.networkMode !== undefined || service.networkModeUnknown || service.environment.some(isPeer)) return;
    const port = Number(setting.value);
    const targets = targetsOf(service);
    const [target] = targets;
    if (target === undefined || targets.some(({ first, last }) => first <= port && port <= last)) return;
    if (targets.some((each) => isExplained(each, service))) return;
    const names = [...new Set(targets.map(({ first }) => String(first)))];
    const place = placeIn(setting.value, setting.at, 0, setting.value.length);
    const single = targets.length === 1 && target.first === target.last ? String(target.first) : undefined;
    yield {
      at: place.at,
      message: say`PORT tells ${service.name} to listen on ${port}, while its published ports lead to ${names.join(", ")}: if it does, nobody answers there. Publish ${port}, or set PORT to the port that is published.`,
      related:
        service.ports === undefined
          ? []
          : [{ at: service.ports.at.node, message: say`${service.name} publishes these` }],
      fixes: () => (single === undefined ? [] : fixValue(say`Set PORT to ${single}`, writeAt(place.written, single))),
    };
  },
});

/** The container ports of the publishes over TCP; none where one of them is not known. */
function targetsOf({ ports }: Service): PortRange[] {
  const items = (ports?.value ?? []).map(({ value }) => value).filter(({ protocol }) => protocol === "tcp");
  const targets = items.flatMap(({ target }) => target ?? []);
  return targets.length === items.length ? targets : [];
}

/** Whether something else than PORT says that the service listens there. */
function isExplained({ first, last }: PortRange, service: Service): boolean {
  const { environment, command, entrypoint, healthcheck, labels } = service;
  if (usualPortsOf(service).some((port) => first <= port && port <= last)) return true;
  const texts = [
    ...environment.filter(({ key }) => key !== "PORT").map(({ value, holed }) => value ?? holed ?? ""),
    ...[...command, ...entrypoint, ...healthcheck].map(({ value }) => value),
    ...labels.map(({ value }) => value ?? ""),
  ];
  return texts.some((text) => text.split(/\D+/).some((word) => first <= Number(word) && Number(word) <= last));
}
