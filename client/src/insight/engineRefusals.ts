import type { Localizer } from "../platform/localizer";

/**
 * What the engine refuses to start a container for, besides a port: recognised in the words of every engine, which changed
 * in 29.0 and 29.2 (docs/docker-behaviour.md#engine-29-messages).
 */
export type EngineRefusal = "address-taken" | "address-without-subnet" | "address-outside" | "predefined-network";

const words: readonly (readonly [RegExp, EngineRefusal])[] = [
  // A port that is taken says "address already in use" too, behind the port: docs/docker-behaviour.md#fixed-address-taken.
  [/(?:^|[:\n] ?)Address already in use$/mu, "address-taken"],
  [/user[- ]specified IP address is supported only when connecting to networks/iu, "address-without-subnet"],
  [
    /no configured subnet or ip-range contain the IP address|does not belong to any of this network's subnets/iu,
    "address-outside",
  ],
  [/user[- ]specified IP address is supported on user[- ]defined networks only/iu, "predefined-network"],
  [/network-scoped alias(?:es)? (?:is|are) (?:only )?supported/iu, "predefined-network"],
];

/** What an engine's error is about; undefined where it is something else. */
export function engineRefusal(error: string): EngineRefusal | undefined {
  return words.find(([pattern]) => pattern.test(error))?.[1];
}

/** What Docker does, then what to do. */
export function refusalText(refusal: EngineRefusal, l10n: Localizer): string {
  switch (refusal) {
    case "address-taken":
      return l10n.t(
        "The engine could not start it because another container has the address that it asks for. Give it another address, or none.",
      );
    case "address-without-subnet":
      return l10n.t(
        "The engine could not start it because its network has no subnet of its own for the address that it asks for. Give the network a subnet below ipam.config.",
      );
    case "address-outside":
      return l10n.t(
        "The engine could not start it because its network does not have the address that it asks for. Use an address in the network's subnet.",
      );
    case "predefined-network":
      return l10n.t(
        "The engine could not start it because it joins one of Docker's own networks with an alias or an address. Use network_mode instead.",
      );
  }
}

/** The same in a few words, for the line of a container. */
export function refusalBrief(refusal: EngineRefusal, l10n: Localizer): string {
  switch (refusal) {
    case "address-taken":
      return l10n.t("its address is taken");
    case "address-without-subnet":
    case "address-outside":
      return l10n.t("its network does not have its address");
    case "predefined-network":
      return l10n.t("joins Docker's own network with an alias or an address");
  }
}
