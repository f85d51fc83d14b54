import type { Severity } from "../linter/finding";
import { printable } from "../../../shared/terminal/printable";
import type { PrintedReport } from "./printedReport";

const commands: Record<Severity, "error" | "warning" | "notice"> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

/**
 * Workflow commands that GitHub Actions shows beside the lines of a pull request
 * (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
 */
export function printGithub(reports: readonly PrintedReport[]): string {
  return reports
    .map(({ path, at, rule, severity, message }) => {
      // GitHub takes columns of one line only.
      const columns = at.endLine === at.line ? `,col=${at.column},endColumn=${at.endColumn}` : "";
      const where = `file=${property(path)},line=${at.line},endLine=${at.endLine}${columns}`;
      return `::${commands[severity]} ${where},title=${property(`hostside ${rule}`)}::${data(message)}\n`;
    })
    .join("");
}

function data(text: string): string {
  // Nothing is left of line breaks.
  return printable(text).replaceAll("%", "%25");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
