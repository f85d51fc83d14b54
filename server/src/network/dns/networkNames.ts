/** Labels in which a proxy is told the name that a network has on the engine. */
export const networkLabel = /^(?:traefik\.(?:docker|swarm)\.network|traefik\.network|caddy_ingress_network)$/i;
/** Variables in which it is told that. */
export const networkVariable = /^(?:TRAEFIK_PROVIDERS_(?:DOCKER|SWARM)_NETWORK|CADDY_INGRESS_NETWORKS)$/;
/** The option of its command in which it is told that. */
export const networkFlag = /^--providers\.(?:docker|swarm)\.network=(\S+)$/i;
/** Variables in which a program is told on which networks it starts containers. */
export const runnerVariable =
  /^(?:DRONE_RUNNER_NETWORKS|(?:\w+_)?DOCKER_NETWORKS?(?:_NAMES?)?|DOCKER_NETWORK_MODE|(?:\w+_)?(?:RUNNER|EXECUTOR|RUNTIMES?|SANDBOX|SPAWNER)_NETWORKS?(?:_NAMES?)?)$/;
