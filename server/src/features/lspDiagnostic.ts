import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import { Memo } from "../../../shared/memo";
import type { Severity } from "../linter/finding";
import type { Report } from "../workspace/report";
import { uriOf } from "../workspace/fileId";
import { rulePage } from "../workspace/rulePage";

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Makes diagnostics, and keeps those of reports that are the same as before: an edit leaves thousands as they were. */
export class DiagnosticMaker {
  private readonly made = new Memo<Report, Diagnostic>();

  of(report: Report): Diagnostic {
    return this.made.of(report, toDiagnostic);
  }
}

/** So many places of a finding an editor gets: it lists them all below it. */
const mostRelated = 20;

function andMore(count: number): string {
  return count > mostRelated ? ` (and ${(count - mostRelated).toLocaleString("en")} more places)` : "";
}

/** A finding in the protocol's words. */
export function toDiagnostic(report: Report): Diagnostic {
  return {
    range: report.range,
    severity: severities[report.severity],
    source: "hostside",
    code: report.rule,
    codeDescription: { href: rulePage(report.rule) },
    message: report.message,
    ...(report.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(report.related.length > 0
      ? {
          relatedInformation: report.related.slice(0, mostRelated).map(({ file, range, message }, index) => ({
            location: { uri: uriOf(file), range },
            message: index === mostRelated - 1 ? `${message}${andMore(report.related.length)}` : message,
          })),
        }
      : {}),
  };
}
