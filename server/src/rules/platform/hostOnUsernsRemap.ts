import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { isHostMode } from "../../network/namespaces/namespace";
import { insertBefore } from "../fixes/edits";
import type { Finding } from "../../linter/finding";
import { type Fix, fix } from "../../linter/fix";
import { modePlace, pairOf, writtenInPlace } from "../../linter/place";
import { defineRule } from "../../linter/rule";

/**
 * `cannot share the host's network namespace when user namespaces are enabled`, at create, unless the container keeps the
 * host's user namespace: docs/docker-behaviour.md#host-mode-userns, engine 28.5.
 */
export const hostOnUsernsRemap = defineRule({
  id: "host-on-userns-remap",
  severity: "information",
  title: say`With userns-remap, host mode needs the host's user namespace too`,
  onEngine: function* (service, { usernsRemap }): Generator<Finding> {
    if (!usernsRemap || !isHostMode(service) || service.usernsMode?.value === "host" || mayBeHost(service)) return;
    yield {
      at: modePlace(service),
      message: say`An engine with userns-remap refuses to create ${service.name}: "cannot share the host's network namespace when user namespaces are enabled". Add \`userns_mode: host\`, or leave host mode.`,
      fixes: () => keepUserNamespace(service),
    };
  },
});

/** Whether `userns_mode` is written beside the mode and its value is not known. */
function mayBeHost(service: Service): boolean {
  return service.usernsMode === undefined && isWrittenBeside(service);
}

function keepUserNamespace(service: Service): Fix[] {
  const at = service.networkMode?.at;
  const pair = at && pairOf(at);
  if (pair === undefined || !writtenInPlace(at) || service.usernsMode !== undefined) return [];
  return fix(say`Add \`userns_mode: host\` to ${service.name}`, insertBefore(pair, "userns_mode", "host"));
}

function isWrittenBeside({ networkMode }: Service): boolean {
  const pair = networkMode && pairOf(networkMode.at);
  return pair?.parent?.pairs.some(({ key }) => key.text === "userns_mode") ?? false;
}
