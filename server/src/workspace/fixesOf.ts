import type { Speak } from "../../../shared/text";
import type { FileSource } from "../compose/project/source";
import type { OnFault } from "../linter/fault";
import type { RuledFinding } from "../linter/ruledFinding";
import { type FilesNow, placeInFile } from "./placeInFile";
import type { ReportedFix } from "./report";

/** The fixes of a finding for the files as they are now, in the language of their reader; none where the rule throws. */
export function fixesOf(
  finding: RuledFinding,
  files: Pick<FileSource, "document" | "text">,
  { onFault, speak }: { readonly onFault: OnFault; readonly speak: Speak },
): ReportedFix[] {
  const now: FilesNow = {
    text: files.text,
    document: (file) => {
      const document = files.document(file);
      return typeof document === "string" ? undefined : document;
    },
  };
  try {
    return (finding.fixes?.() ?? []).map(({ title, changes, safe }) => ({
      title: speak(title),
      safe: safe ?? false,
      edits: changes.flatMap((change) => {
        const changed = placeInFile(change, now);
        return changed === undefined ? [] : [{ ...changed, text: change.text }];
      }),
    }));
  } catch (error) {
    const { rule, at, of, service } = finding;
    onFault({ rule, file: at.chunk.file, service: (of ?? service)?.name, error });
    return [];
  }
}
