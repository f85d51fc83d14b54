/** The names under which the texts of every reading are kept, beside `/proc/net/...` and what sections ask `ip`. */
export const source = {
  addressJson: "ip -j addr",
  addressText: "ip addr",
  resolvConf: "/etc/resolv.conf",
  identity: "/proc/self/ns/net",
  sysfs: "/sys/class/net/",
  descriptors: "ls -l /proc/*/fd",
  processNames: "head -n 1 /proc/*/comm /proc/*/cmdline",
} as const;
