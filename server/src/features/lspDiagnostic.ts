import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import { count, say, type Speak, type Text } from "../../../shared/text";
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

  constructor(private readonly speak: Speak) {}

  of(report: Report): Diagnostic {
    return this.made.of(report, (each) => toDiagnostic(each, this.speak));
  }
}

/** So many places of a finding an editor gets: it lists them all below it. */
const mostRelated = 20;

function withMore(message: string, related: number): string | Text {
  return related > mostRelated ? say`${message} (and ${count(related - mostRelated)} more places)` : message;
}

/** A finding in the protocol's words. */
export function toDiagnostic(report: Report, speak: Speak): Diagnostic {
  return {
    range: report.range,
    severity: severities[report.severity],
    source: "hostside",
    code: report.rule,
    codeDescription: { href: rulePage(report.rule) },
    message: report.message,
    ...(report.about === undefined ? {} : { data: report.about }),
    ...(report.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(report.related.length > 0
      ? {
          relatedInformation: report.related.slice(0, mostRelated).map(({ file, range, message }, index) => ({
            location: { uri: uriOf(file), range },
            message: speak(index === mostRelated - 1 ? withMore(message, report.related.length) : message),
          })),
        }
      : {}),
  };
}
