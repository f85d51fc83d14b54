import { inEnglish } from "../../../shared/text";
import { version } from "../../../package.json";
import type { Severity } from "../linter/finding";
import { rules } from "../rules/table";
import { rulePage } from "../workspace/rulePage";
import type { PrintedFault } from "./faults";
import { printableJson } from "../../../shared/terminal/printable";
import type { LineAndColumns, PrintedReport } from "./printedReport";

const levels: Record<Severity, "error" | "warning" | "note"> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

/** One run as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning. */
export function printSarif(reports: readonly PrintedReport[], faults: readonly PrintedFault[] = []): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        columnKind: "utf16CodeUnits",
        tool: {
          driver: {
            name: "Hostside",
            semanticVersion: version,
            informationUri: "https://github.com/hostside/hostside",
            rules: rules.map(({ id, title, severity }) => ({
              id,
              shortDescription: { text: inEnglish(title) },
              helpUri: rulePage(id),
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        ...(faults.length > 0 ? { invocations: [invocation(faults)] } : {}),
        results: reports.map(({ path, at, rule, severity, message, related }) => ({
          ruleId: rule,
          ruleIndex: rules.findIndex(({ id }) => id === rule),
          level: levels[severity],
          message: { text: message },
          locations: [location(path, at)],
          relatedLocations: related.map((other, id) => ({
            id,
            ...location(other.path, other.at),
            message: { text: other.message },
          })),
        })),
      },
    ],
  };
  return `${printableJson(log)}\n`;
}

/** What went wrong within Hostside, for which results may be missing. */
function invocation(faults: readonly PrintedFault[]) {
  return {
    executionSuccessful: false,
    exitCode: 2,
    toolExecutionNotifications: faults.map(({ path, rule, sentence, stack }) => ({
      level: "error",
      message: { text: sentence },
      ...(rule === undefined ? {} : { associatedRule: { id: rule } }),
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
      exception: { message: stack.join("\n") },
    })),
  };
}

function location(path: string, { line, column, endLine, endColumn }: LineAndColumns) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path) },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/** A reference relative to the working folder; absolute where Windows has no relative path, to another drive or server. */
function uriOf(path: string): string {
  const [, drive, rest = path] = /^([A-Za-z]:(?=\/)|\/(?=\/))?(.*)$/s.exec(path) ?? [];
  // Half of a surrogate pair, which a name on Windows may hold, has no place in a URI.
  const encoded = rest
    .replace(/\p{Surrogate}/gu, "\uFFFD")
    .split("/")
    .map(encodeURIComponent)
    .join("/");
  if (drive === undefined) return encoded;
  return drive === "/" ? `file:/${encoded}` : `file:///${drive}${encoded}`;
}
