import { browserCallsService } from "./names/browserCallsService";
import { buildNetworkUnsupported } from "./refusedByEngine/buildNetworkUnsupported";
import { cannotOverride } from "./refusedByCompose/cannotOverride";
import { circularReference } from "./refusedByCompose/circularReference";
import { composeNetworkAsMode } from "./refusedByEngine/composeNetworkAsMode";
import { containerModeEmpty } from "./refusedByEngine/containerModeEmpty";
import { containerModeOfOwnService } from "./refusedByEngine/containerModeOfOwnService";
import { duplicatePublishedPort } from "./hostPorts/duplicatePublishedPort";
import { defaultBridgeLinks } from "./discarded/defaultBridgeLinks";
import { emptyNetworkMode } from "./discarded/emptyNetworkMode";
import { extendedServiceUndefined } from "./refusedByCompose/extendedServiceUndefined";
import { hostAsNetwork } from "./refusedByCompose/hostAsNetwork";
import { hostExpose } from "./discarded/hostExpose";
import { hostExtraHosts } from "./discarded/hostExtraHosts";
import { hostLinks } from "./refusedByEngine/hostLinks";
import { hostLowPortNonRoot } from "./discarded/hostLowPortNonRoot";
import { hostModeNeedless } from "./platform/hostModeNeedless";
import { hostNetSysctl } from "./refusedByEngine/hostNetSysctl";
import { hostnameTooLong } from "./refusedByEngine/hostnameTooLong";
import { hostNetworkDriver } from "./refusedByEngine/hostNetworkDriver";
import { hostOnDockerDesktop } from "./platform/hostOnDockerDesktop";
import { hostOnRootless } from "./platform/hostOnRootless";
import { hostOnUsernsRemap } from "./platform/hostOnUsernsRemap";
import { hostOnWindows } from "./platform/hostOnWindows";
import { hostPortConflict } from "./hostPorts/hostPortConflict";
import { hostPortsDiscarded } from "./discarded/hostPortsDiscarded";
import { hostPrivileged } from "./discarded/hostPrivileged";
import { hostReplicas } from "./discarded/hostReplicas";
import { hostServiceUnreachable } from "./names/hostServiceUnreachable";
import { hostWithNetworks } from "./refusedByCompose/hostWithNetworks";
import { includeConflict } from "./refusedByCompose/includeConflict";
import { invalidInterpolation } from "./refusedByCompose/invalidInterpolation";
import { invalidPort } from "./refusedByCompose/invalidPort";
import { linkToHost } from "./names/linkToHost";
import { macAddressWithoutInterface } from "./refusedByEngine/macAddressWithoutInterface";
import { listensOnLoopback } from "./discarded/listensOnLoopback";
import { ownPortNotPublished } from "./discarded/ownPortNotPublished";
import { unknownHostName } from "./names/unknownHostName";
import { urlWithoutHost } from "./names/urlWithoutHost";
import { localhostForNeighbour } from "./names/localhostForNeighbour";
import { publishedPortInside } from "./names/publishedPortInside";
import { gatewayForNeighbour } from "./names/gatewayForNeighbour";
import { fixedAddressRefused } from "./addresses/fixedAddressRefused";
import { invalidSubnet } from "./addresses/invalidSubnet";
import { ipv6AddressWithoutIpv6 } from "./addresses/ipv6AddressWithoutIpv6";
import { overlappingSubnets } from "./addresses/overlappingSubnets";
import { tooFewAddresses } from "./addresses/tooFewAddresses";
import { brokerAdvertisesLocalhost } from "./names/brokerAdvertisesLocalhost";
import { proxyNetworkName } from "./names/proxyNetworkName";
import { proxyWithoutNetwork } from "./names/proxyWithoutNetwork";
import { sharedNamespacePortTaken } from "./refusedByEngine/sharedNamespacePortTaken";
import { variableOnlyInEnvFile } from "./discarded/variableOnlyInEnvFile";
import { missingFile } from "./refusedByCompose/missingFile";
import { networkModeWithNetworks } from "./refusedByCompose/networkModeWithNetworks";
import { networksNull } from "./refusedByCompose/networksNull";
import { nonePortsDiscarded } from "./discarded/nonePortsDiscarded";
import { portModeWithoutSwarm } from "./swarm/portModeWithoutSwarm";
import { predefinedNetworkJoined } from "./refusedByEngine/predefinedNetworkJoined";
import { overrideAddsPort } from "./hostPorts/overrideAddsPort";
import { publishedPastFirewall } from "./hostPorts/publishedPastFirewall";
import { redundantDependsOn } from "./refusedByEngine/redundantDependsOn";
import { repeatedContainerName } from "./refusedByCompose/repeatedContainerName";
import { repeatedPublishedPort } from "./hostPorts/repeatedPublishedPort";
import { replicasPublishedPort } from "./hostPorts/replicasPublishedPort";
import type { Rule } from "../linter/rule";
import { invalidExtraHost } from "./refusedByEngine/invalidExtraHost";
import { misspeltHostName } from "./names/misspeltHostName";
import { networksPublishNothing } from "./discarded/networksPublishNothing";
import { resetBesideMergeKey } from "./discarded/resetBesideMergeKey";
import { serviceModeCycle } from "./refusedByCompose/serviceModeCycle";
import { serviceModeReplicas } from "./refusedByEngine/serviceModeReplicas";
import { serviceModeUndefined } from "./refusedByCompose/serviceModeUndefined";
import { sharedNamespaceWithDns } from "./refusedByEngine/sharedNamespaceWithDns";
import { sharedNamespaceWithExpose } from "./refusedByEngine/sharedNamespaceWithExpose";
import { sharedNamespaceWithExtraHosts } from "./refusedByEngine/sharedNamespaceWithExtraHosts";
import { sharedNamespaceWithHostname } from "./refusedByEngine/sharedNamespaceWithHostname";
import { sharedNamespaceWithLinks } from "./refusedByEngine/sharedNamespaceWithLinks";
import { sharedNamespaceWithPorts } from "./refusedByEngine/sharedNamespaceWithPorts";
import { stackDnsrrWithIngress } from "./swarm/stackDnsrrWithIngress";
import { stackHostNetworkWithOthers } from "./swarm/stackHostNetworkWithOthers";
import { stackHostNetworkWithPorts } from "./swarm/stackHostNetworkWithPorts";
import { stackHostPortReplicas } from "./swarm/stackHostPortReplicas";
import { stackIgnoresFixedAddress } from "./swarm/stackIgnoresFixedAddress";
import { stackIgnoresHostIp } from "./swarm/stackIgnoresHostIp";
import { stackIgnoresLinks } from "./swarm/stackIgnoresLinks";
import { stackIgnoresMacAddress } from "./swarm/stackIgnoresMacAddress";
import { stackIgnoresNetworkMode } from "./swarm/stackIgnoresNetworkMode";
import { stackTargetTwice } from "./swarm/stackTargetTwice";
import { undefinedNetwork } from "./refusedByCompose/undefinedNetwork";
import { undefinedService } from "./refusedByCompose/undefinedService";
import { unknownNetworkMode } from "./refusedByEngine/unknownNetworkMode";
import { unresolvableName } from "./names/unresolvableName";
import { findingsNotShown } from "./findingsNotShown";
import { unusedSuppression } from "./unusedSuppression";
import { utsHostWithHostname } from "./refusedByEngine/utsHostWithHostname";
import { widePublishedRange } from "./hostPorts/widePublishedRange";

/** Rules under a heading of the documentation. */
interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** The rules in the groups and in the order in which documentation and settings list them. */
export const ruleGroups: readonly RuleGroup[] = [
  {
    title: "What Docker discards, or does differently from what the file suggests",
    rules: [
      hostPortsDiscarded,
      hostExpose,
      hostReplicas,
      hostPrivileged,
      hostLowPortNonRoot,
      hostExtraHosts,
      nonePortsDiscarded,
      emptyNetworkMode,
      defaultBridgeLinks,
      networksPublishNothing,
      listensOnLoopback,
      resetBesideMergeKey,
      misspeltHostName,
      unresolvableName,
      hostServiceUnreachable,
      localhostForNeighbour,
      publishedPortInside,
      gatewayForNeighbour,
      brokerAdvertisesLocalhost,
      proxyNetworkName,
      proxyWithoutNetwork,
      variableOnlyInEnvFile,
      unknownHostName,
      browserCallsService,
      urlWithoutHost,
      ownPortNotPublished,
    ],
  },
  {
    title: "What Compose refuses to load",
    rules: [
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
      repeatedContainerName,
    ],
  },
  {
    title: "What the engine refuses to create or to start",
    rules: [
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
      invalidExtraHost,
      hostnameTooLong,
      containerModeEmpty,
      containerModeOfOwnService,
      unknownNetworkMode,
      composeNetworkAsMode,
      serviceModeReplicas,
      sharedNamespacePortTaken,
      redundantDependsOn,
    ],
  },
  {
    title: "Addresses and subnets",
    rules: [fixedAddressRefused, ipv6AddressWithoutIpv6, invalidSubnet, overlappingSubnets, tooFewAddresses],
  },
  {
    title: "Which service takes a port of the host",
    rules: [
      hostPortConflict,
      duplicatePublishedPort,
      repeatedPublishedPort,
      overrideAddsPort,
      replicasPublishedPort,
      publishedPastFirewall,
      widePublishedRange,
    ],
  },
  {
    title: "Builds, Swarm, and host mode without need",
    rules: [
      buildNetworkUnsupported,
      stackIgnoresNetworkMode,
      stackIgnoresHostIp,
      stackIgnoresLinks,
      stackIgnoresMacAddress,
      stackIgnoresFixedAddress,
      stackHostNetworkWithOthers,
      stackHostNetworkWithPorts,
      stackHostPortReplicas,
      stackTargetTwice,
      stackDnsrrWithIngress,
      portModeWithoutSwarm,
      hostModeNeedless,
    ],
  },
  {
    title: "Engines on which host mode means something else",
    rules: [hostOnDockerDesktop, hostOnRootless, hostOnUsernsRemap, hostOnWindows],
  },
  {
    title: "Suppression comments, and what an editor shows",
    rules: [unusedSuppression, findingsNotShown],
  },
];

/** Every rule. */
export const rules: readonly Rule[] = ruleGroups.flatMap((group) => group.rules);
