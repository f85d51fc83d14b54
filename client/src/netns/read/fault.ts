import type { ContainerPlan } from "../../docker/api/containerPlan";
import { faultText, type EngineFault } from "../../docker/fault";

/** Why a network namespace could not be read. */
export type NamespaceFault =
  | { readonly kind: "stopped"; readonly container: string; readonly exitCode: number; readonly plan: ContainerPlan }
  /** Between two starts of a restart policy. */
  | { readonly kind: "restarting"; readonly container: string; readonly exitCode: number; readonly plan: ContainerPlan }
  | { readonly kind: "gone"; readonly container: string }
  | { readonly kind: "unreadable"; readonly container: string; readonly paused: boolean; readonly detail: string }
  /** A helper container was wanted, and its image cannot read a namespace. */
  | { readonly kind: "helper"; readonly image: string; readonly detail: string }
  | { readonly kind: "no-host" }
  | { readonly kind: "engine"; readonly fault: EngineFault };

/** Carries a {@link NamespaceFault} through promises. */
export class NamespaceError extends Error {
  constructor(readonly fault: NamespaceFault) {
    super(fault.kind);
    this.name = "NamespaceError";
  }
}

/** A fault for the log: what was read, and why it could not be. */
export function namespaceFaultText(fault: NamespaceFault): string {
  switch (fault.kind) {
    case "stopped":
    case "restarting":
      return `${fault.container} is ${fault.kind}, exit code ${fault.exitCode}`;
    case "gone":
      return `${fault.container} does not exist`;
    case "unreadable":
      return `the namespace of ${fault.container}${fault.paused ? ", which is paused," : ""} cannot be read: ${fault.detail}`;
    case "helper":
      return `a helper container of ${fault.image} could not read the namespace: ${fault.detail}`;
    case "no-host":
      return "the namespace of the engine's host cannot be read";
    case "engine":
      return faultText(fault.fault);
  }
}
