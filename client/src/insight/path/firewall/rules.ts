/** One condition of a rule, as iptables-save writes it: `-i`, `--dport`, `--dst-type`, with what it is compared to. */
export interface Condition {
  readonly option: string;
  readonly value: string;
  readonly negated: boolean;
}

/** One rule of a chain. */
export interface Rule {
  readonly text: string;
  readonly conditions: readonly Condition[];
  /** `ACCEPT`, `DNAT`, or the name of another chain; undefined for a rule that only counts. */
  readonly target: string | undefined;
  /** Whether the chain is gone to for good (`-g`). */
  readonly goto: boolean;
  /** `--to-destination` of a DNAT. */
  readonly to: string | undefined;
}

/** A chain: its rules, and what becomes of what no rule decides (built-in chains only). */
export interface Chain {
  readonly policy: string | undefined;
  readonly rules: readonly Rule[];
}

/** Chains by `table chain`, as in `filter FORWARD`. */
export type Ruleset = ReadonlyMap<string, Chain>;

/** The rules of the host's firewall, of both families. */
export interface Firewall {
  readonly inet: Ruleset;
  readonly inet6: Ruleset;
  /** There are tables of nftables beside those that iptables made; what they do is not read. */
  readonly otherTables: readonly string[];
}
