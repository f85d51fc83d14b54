import { say } from "../../../../shared/text";
import type { Service } from "../../compose/model/service";
import type { TextChange } from "../../linter/fix";
import type { Mention } from "../../network/dns/mentions";
import type { NetworkModel } from "../../network/model";
import { callInstead } from "../../rules/fixes/callInstead";
import { Refused } from "./refactoring";

/** A value of a service that calls another one by a name, with the port where that is known. */
export interface Call {
  readonly caller: Service;
  readonly target: Service;
  readonly mention: Mention;
  readonly port: number | undefined;
}

/** The calls of some services by names; what others read, as labels, is left out. */
export function callsOf(callers: Iterable<Service>, network: NetworkModel): Call[] {
  return [...callers].flatMap((caller) =>
    network.mentionsOf(caller).flatMap((mention): Call[] => {
      if (mention.in === "label") return [];
      if (mention.among?.every((name) => network.project.services.has(name)) === false) return [];
      const target = network.serviceMeant(mention.name, caller);
      return target === undefined || target.provided ? [] : [{ caller, target, mention, port: portOf(mention) }];
    }),
  );
}

/** The port of a call; undefined where neither it nor what it is written in says one. */
export function portOf({ port, paired, implied, expected }: Mention): number | undefined {
  return port ?? paired?.port ?? implied ?? expected;
}

/** Writes another name and port where a service calls somebody. */
export function redirect(
  { caller, mention }: Pick<Call, "caller" | "mention">,
  name: string,
  port: number,
): readonly TextChange[] {
  const [fix] = callInstead(mention, name, port);
  if (fix === undefined) {
    const where = mention.key === undefined ? say`a value` : `\`${mention.key}\``;
    throw new Refused(
      say`${caller.name} calls ${mention.name} in ${where}, which cannot be rewritten: change it by hand first.`,
    );
  }
  return fix.changes;
}
