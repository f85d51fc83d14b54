import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import { addExtraHost } from "./addExtraHost";
import { type Fix, fix, type TextChange } from "../../linter/fix";

/** The name by which a container reaches its host, where it asks for it; Docker Desktop gives it to every container. */
export const gateway = "host.docker.internal";

/** Whether a service asks for the name in `extra_hosts`. */
export function asksForGateway({ extraHosts }: Service): boolean {
  return extraHosts.some(({ key }) => key === gateway);
}

/** The change that makes `holder` ask for it; what shares a namespace has the owner's /etc/hosts. */
export function askForGateway(holder: Service): TextChange | undefined {
  return addExtraHost(holder, `${gateway}:host-gateway`);
}

/** The fix that writes the name by `change`, and has `holder` ask for it unless it is `known` already. */
export function useGateway(change: TextChange, holder: Service, known: boolean): Fix[] {
  const title = say`Use ${gateway}`;
  return known
    ? fix(title, change)
    : fix(say`Use ${gateway}, and add it to \`extra_hosts\``, change, askForGateway(holder));
}
