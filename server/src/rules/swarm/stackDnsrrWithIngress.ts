import { say } from "../../../../shared/text";
import type { Finding } from "../../linter/finding";
import { isForSwarm } from "../wording/forSwarm";
import { defineRule } from "../../linter/rule";

/**
 * The ingress network reaches a service by its virtual IP address, which a service with `endpoint_mode: dnsrr` has not
 * (docs/docker-behaviour.md#stack-dnsrr-ingress, engine 28.5).
 */
export const stackDnsrrWithIngress = defineRule({
  id: "stack-dnsrr-with-ingress",
  severity: "warning",
  title: say`With \`endpoint_mode: dnsrr\`, Swarm cannot publish a port through ingress`,
  concerns: isForSwarm,
  perService: function* (service): Generator<Finding> {
    const { ports, deploy } = service;
    if (deploy.dnsrr === undefined) return;
    const [first] = (ports?.value ?? []).filter(({ value }) => value.mode !== "host");
    if (first === undefined) return;
    yield {
      // What is said of all items stands once, on the first one.
      at: first.at.node,
      message: say`Swarm refuses ${service.name}: "port published with ingress mode can't be used with dnsrr mode". Write its ports with \`mode: host\`, or remove \`endpoint_mode: dnsrr\`.`,
      related: [{ at: deploy.dnsrr.node, message: say`here is \`dnsrr\`` }],
    };
  },
});
