import { buildNetworkUnsupported } from "./buildNetworkUnsupported";
import { cannotOverride } from "./cannotOverride";
import { circularReference } from "./circularReference";
import { composeNetworkAsMode } from "./composeNetworkAsMode";
import { containerModeEmpty } from "./containerModeEmpty";
import { containerModeOfOwnService } from "./containerModeOfOwnService";
import { duplicatePublishedPort } from "./duplicatePublishedPort";
import { emptyNetworkMode } from "./emptyNetworkMode";
import { extendedServiceUndefined } from "./extendedServiceUndefined";
import { hostAsNetwork } from "./hostAsNetwork";
import { hostExpose } from "./hostExpose";
import { hostExtraHosts } from "./hostExtraHosts";
import { hostLinks } from "./hostLinks";
import { hostLowPortNonRoot } from "./hostLowPortNonRoot";
import { hostModeNeedless } from "./hostModeNeedless";
import { hostNetSysctl } from "./hostNetSysctl";
import { hostNetworkDriver } from "./hostNetworkDriver";
import { hostOnDockerDesktop } from "./hostOnDockerDesktop";
import { hostOnRootless } from "./hostOnRootless";
import { hostOnUsernsRemap } from "./hostOnUsernsRemap";
import { hostOnWindows } from "./hostOnWindows";
import { hostPortConflict } from "./hostPortConflict";
import { hostPortsDiscarded } from "./hostPortsDiscarded";
import { hostPrivileged } from "./hostPrivileged";
import { hostReplicas } from "./hostReplicas";
import { hostServiceUnreachable } from "./hostServiceUnreachable";
import { hostWithNetworks } from "./hostWithNetworks";
import { includeConflict } from "./includeConflict";
import { invalidInterpolation } from "./invalidInterpolation";
import { invalidPort } from "./invalidPort";
import { linkToHost } from "./linkToHost";
import { macAddressWithoutInterface } from "./macAddressWithoutInterface";
import { missingFile } from "./missingFile";
import { networkModeWithNetworks } from "./networkModeWithNetworks";
import { networksNull } from "./networksNull";
import { nonePortsDiscarded } from "./nonePortsDiscarded";
import { portModeWithoutSwarm } from "./portModeWithoutSwarm";
import { predefinedNetworkJoined } from "./predefinedNetworkJoined";
import { publishedPastFirewall } from "./publishedPastFirewall";
import { redundantDependsOn } from "./redundantDependsOn";
import { repeatedPublishedPort } from "./repeatedPublishedPort";
import { replicasPublishedPort } from "./replicasPublishedPort";
import type { Rule } from "./rule";
import { serviceModeCycle } from "./serviceModeCycle";
import { serviceModeReplicas } from "./serviceModeReplicas";
import { serviceModeUndefined } from "./serviceModeUndefined";
import { sharedNamespaceWithDns } from "./sharedNamespaceWithDns";
import { sharedNamespaceWithExpose } from "./sharedNamespaceWithExpose";
import { sharedNamespaceWithExtraHosts } from "./sharedNamespaceWithExtraHosts";
import { sharedNamespaceWithHostname } from "./sharedNamespaceWithHostname";
import { sharedNamespaceWithLinks } from "./sharedNamespaceWithLinks";
import { sharedNamespaceWithPorts } from "./sharedNamespaceWithPorts";
import { stackHostNetworkWithOthers } from "./stackHostNetworkWithOthers";
import { stackHostNetworkWithPorts } from "./stackHostNetworkWithPorts";
import { stackHostPortReplicas } from "./stackHostPortReplicas";
import { stackIgnoresHostIp } from "./stackIgnoresHostIp";
import { stackIgnoresLinks } from "./stackIgnoresLinks";
import { stackIgnoresMacAddress } from "./stackIgnoresMacAddress";
import { stackIgnoresNetworkMode } from "./stackIgnoresNetworkMode";
import { undefinedNetwork } from "./undefinedNetwork";
import { undefinedService } from "./undefinedService";
import { unknownNetworkMode } from "./unknownNetworkMode";
import { unresolvableName } from "./unresolvableName";
import { unusedSuppression } from "./unusedSuppression";
import { utsHostWithHostname } from "./utsHostWithHostname";
import { widePublishedRange } from "./widePublishedRange";

/** Every rule, in the order in which documentation and settings list them. */
export const rules: readonly Rule[] = [
  // What the engine discards or does otherwise than it looks.
  hostPortsDiscarded,
  hostExpose,
  hostReplicas,
  hostPrivileged,
  hostLowPortNonRoot,
  hostExtraHosts,
  nonePortsDiscarded,
  emptyNetworkMode,
  unresolvableName,
  hostServiceUnreachable,
  // What Compose refuses to load.
  missingFile,
  circularReference,
  extendedServiceUndefined,
  cannotOverride,
  includeConflict,
  invalidInterpolation,
  hostWithNetworks,
  networkModeWithNetworks,
  networksNull,
  hostAsNetwork,
  undefinedNetwork,
  undefinedService,
  serviceModeUndefined,
  serviceModeCycle,
  invalidPort,
  // What the engine refuses to create or to start.
  hostLinks,
  linkToHost,
  hostNetSysctl,
  utsHostWithHostname,
  macAddressWithoutInterface,
  predefinedNetworkJoined,
  hostNetworkDriver,
  sharedNamespaceWithPorts,
  sharedNamespaceWithExpose,
  sharedNamespaceWithHostname,
  sharedNamespaceWithDns,
  sharedNamespaceWithExtraHosts,
  sharedNamespaceWithLinks,
  containerModeEmpty,
  containerModeOfOwnService,
  unknownNetworkMode,
  composeNetworkAsMode,
  serviceModeReplicas,
  redundantDependsOn,
  // Who takes a port of the host.
  hostPortConflict,
  duplicatePublishedPort,
  repeatedPublishedPort,
  replicasPublishedPort,
  publishedPastFirewall,
  widePublishedRange,
  // Builds, Swarm, and whether host mode serves.
  buildNetworkUnsupported,
  stackIgnoresNetworkMode,
  stackIgnoresHostIp,
  stackIgnoresLinks,
  stackIgnoresMacAddress,
  stackHostNetworkWithOthers,
  stackHostNetworkWithPorts,
  stackHostPortReplicas,
  portModeWithoutSwarm,
  hostModeNeedless,
  // Engines on which host mode means something else.
  hostOnDockerDesktop,
  hostOnRootless,
  hostOnUsernsRemap,
  hostOnWindows,
  // About the comments that silence the others.
  unusedSuppression,
];
