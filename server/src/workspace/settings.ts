import type { Severity } from "../rules/finding";
import type { SeverityOverrides } from "../rules/run";
import { rules } from "../rules/table";

const severityNames: readonly string[] = ["error", "warning", "information", "hint", "off"] satisfies (
  Severity | "off"
)[];

/** Whether a word is a severity or `off`. */
export function isSeverity(word: unknown): word is Severity | "off" {
  return typeof word === "string" && severityNames.includes(word);
}

/**
 * Reads the `hostside.rules` setting. What is not a severity of a known rule is left out and described, so that the
 * caller can say so; everything else still counts.
 */
export function readSeverities(setting: unknown): {
  readonly severities: SeverityOverrides;
  readonly problems: string[];
} {
  const severities: Record<string, Severity | "off"> = {};
  const problems: string[] = [];
  const entries = typeof setting === "object" && setting !== null ? Object.entries(setting) : [];
  for (const [id, severity] of entries) {
    if (!rules.some((rule) => rule.id === id)) problems.push(`there is no rule "${id}"`);
    else if (!isSeverity(severity)) {
      problems.push(`"${String(severity)}" is no severity of ${id}; it is one of ${severityNames.join(", ")}`);
    } else severities[id] = severity;
  }
  return { severities, problems };
}
