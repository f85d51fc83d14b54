import type { Finding } from "./finding";
import { refusedByLoader } from "./refusedByLoader";
import { defineRule } from "./rule";

/** A path; documents of other kinds have URIs. */
const onDisk = /^(?:[/]|[a-zA-Z]:[/])/;

/**
 * A file that `include` or `extends` names cannot be read (compose-go loader/include.go, loader/extends.go). Of documents
 * that are not on a disk nothing is said: what lies beside them is not known.
 */
export const missingFile = defineRule({
  id: "missing-file",
  severity: "error",
  title: "A file that the project names is not there",
  perProject: function* (project): Generator<Finding> {
    for (const finding of refusedByLoader(project, ["missing-file"], "Create the file, or correct the path.")) {
      if (onDisk.test(finding.at.chunk.file)) yield finding;
    }
  },
});
