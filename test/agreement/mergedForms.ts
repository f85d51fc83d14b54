/**
 * Every attribute of a service, of its build and deploy, and of a network, in each of the forms that the schema allows it
 * (compose-spec schema/compose-spec.json, as compose-go 2.9 has it), two values for each form where the second shows what
 * became of the first. In flow style.
 */
export interface Forms {
  /** Where the attribute stands: `services.a.build.args`. */
  readonly path: string;
  readonly forms: readonly string[];
  /** What else the entry that holds it needs. */
  readonly beside?: string;
}

const assignments = ["[A=1, B=2]", "{A: '3', C: '4'}"];
const flags = ["true", "'false'"];
const words = ["one", "two"];
const numbers = ["1", "'2'"];
const list = ["[one]", "[two]"];

function service(attribute: string, forms: readonly string[], beside?: string): Forms {
  return { path: `services.a.${attribute}`, forms, ...(beside === undefined ? {} : { beside }) };
}

function build(attribute: string, forms: readonly string[]): Forms {
  return { path: `services.a.build.${attribute}`, forms, beside: "context: ." };
}

function each(
  attributes: string,
  of: (attribute: string, forms: readonly string[]) => Forms,
  forms: readonly string[],
) {
  return attributes.split(" ").map((attribute) => of(attribute, forms));
}

export const mergedForms: readonly Forms[] = [
  ...each("annotations environment labels", service, assignments),
  service("sysctls", ["[net.core.somaxconn=1]", "{net.core.somaxconn: '2', net.ipv4.ip_forward: '1'}"]),
  service("extra_hosts", ["['a=192.0.2.1']", "{a: 192.0.2.1, b: 192.0.2.2}", "{b: [192.0.2.3, 192.0.2.4]}"]),
  ...each("attach init oom_kill_disable privileged read_only stdin_open tty", service, flags),
  ...each("cap_add cap_drop external_links group_add security_opt", service, list),
  ...each("container_name domainname hostname image platform runtime user working_dir cgroup_parent", service, words),
  ...each("cpu_count cpu_shares oom_score_adj mem_swappiness pids_limit scale", service, numbers),
  ...each("cpu_percent cpus", service, ["1", "'2'"]),
  ...each("cpu_quota cpu_period cpu_rt_period cpu_rt_runtime", service, ["1000", "'2000'"]),
  ...each("mem_limit mem_reservation memswap_limit shm_size", service, ["100000000", "200m"]),
  ...each("command entrypoint", service, ["[run, it]", "run that", "null"]),
  ...each("dns", service, ["192.0.2.1", "[192.0.2.2]"]),
  service("dns_search", ["one.example", "[two.example]"]),
  service("dns_opt", ["['timeout:1']", "['attempts:1']"]),
  service("build", [".", "{context: ., network: host}"]),
  service("blkio_config", ["{weight: 300}", "{weight: 400}"]),
  service("cgroup", ["host", "private"]),
  service("configs", ["[]"]),
  service("cpuset", ["'0'", "0-1"]),
  service("credential_spec", ["{file: one.json}", "{file: two.json}"]),
  service("depends_on", [
    "[b]",
    "{b: {condition: service_healthy, restart: true}}",
    "[c]",
    "{c: {condition: service_started}}",
  ]),
  service("deploy", ["{replicas: 1}", "{replicas: 2}", "null"]),
  service("develop", ["{watch: []}", "null"]),
  service("device_cgroup_rules", ["['c 1:3 mr']", "['a 7:* rmw']"]),
  service("devices", ["[/dev/null]", "[{source: /dev/zero, target: /dev/zero}]"]),
  service("env_file", ["one.env", "[two.env]", "[{path: one.env, required: false}]"]),
  service("expose", ["['80']", "['80', 81]"]),
  service("gpus", ["all", "[{driver: nvidia, count: 1}]"]),
  service("healthcheck", ["{interval: 1s}", "{interval: 2s, retries: 3}"]),
  service("healthcheck.test", ["[CMD, one]", "two"]),
  service("ipc", ["host", "private"]),
  service("isolation", ["default", "process"]),
  service("label_file", ["one.env", "[two.env]"]),
  service("links", ["[b]", "['c:d']"]),
  service("logging", ["{driver: none}", "{driver: json-file, options: {a: b}}", "{options: {c: d}}"]),
  service("mac_address", ["02:00:00:00:00:01", "'02:00:00:00:00:02'"]),
  service("network_mode", ["host", "none"]),
  service("networks", ["[n]", "{n: {aliases: [x]}}", "[m]", "{m: null}"]),
  // Compose 2.40 panics where both say null.
  service("pid", ["host", "''"]),
  service("ports", ["['80:80']", "[{target: 81, published: '81'}]"]),
  service("profiles", ["[one]", "[one, two]"]),
  service("post_start", ["[{command: one}]", "[{command: [two]}]"]),
  service("pre_stop", ["[{command: one}]", "[{command: [two]}]"]),
  service("pull_policy", ["always", "never"]),
  service("restart", ["always", "'no'"]),
  service("secrets", ["[]"]),
  service("stop_grace_period", ["1s", "2s"]),
  service("stop_signal", ["SIGINT", "SIGTERM"]),
  service("storage_opt", ["{size: 1G}", "{size: 2G}"]),
  service("tmpfs", ["/one", "[/two]"]),
  service("ulimits.nofile", ["1", "{soft: 2, hard: 3}"]),
  service("userns_mode", ["host", "''"]),
  service("uts", ["host", "''"]),
  service("volumes", ["['/one:/one']", "[{type: bind, source: /two, target: /two}]"]),
  service("volumes_from", ["[b]", "['c:ro']"]),
  service("x-own", ["{a: b}", "{c: d}"]),
  ...each("args labels", build, assignments),
  build("additional_contexts", ["[one=.]", "{one: ., two: .}"]),
  build("extra_hosts", ["['a=192.0.2.1']", "{a: 192.0.2.1, b: 192.0.2.2}"]),
  build("ssh", ["[default]", "{default: null}"]),
  ...each("cache_from cache_to entitlements tags", build, list),
  build("platforms", ["[linux/amd64]", "[linux/arm64]"]),
  ...each("no_cache privileged pull", build, flags),
  ...each("dockerfile target network isolation", build, words),
  build("shm_size", ["100000000", "200m"]),
  build("ulimits.nofile", ["1", "{soft: 2, hard: 3}"]),
  service("deploy.labels", assignments),
  service("deploy.placement", ["{constraints: [a==b]}", "{constraints: [c==d]}"]),
  service("deploy.replicas", numbers),
  service("deploy.resources", ["{limits: {cpus: '1'}}", "{limits: {memory: 1G}}"]),
  { path: "networks.n.labels", forms: assignments },
  { path: "networks.n.driver", forms: ["bridge", "overlay"] },
  { path: "networks.n.driver_opts", forms: ["{a: b}", "{c: d}"] },
  { path: "networks.n.ipam", forms: ["{driver: default}", "{config: [{subnet: 192.0.2.0/24}]}"] },
  {
    path: "networks.n.ipam.config",
    forms: ["[{subnet: 192.0.2.0/24}]", "[{subnet: 192.0.2.0/24, gateway: 192.0.2.1}]", "[{subnet: 198.51.100.0/24}]"],
  },
  { path: "networks.n.internal", forms: flags },
  { path: "networks.n.enable_ipv6", forms: flags },
  { path: "networks.n.name", forms: words },
  { path: "networks.n", forms: ["null", "{driver: bridge}"] },
];
