import { evaluate, type EvaluationContext } from "../values/evaluate";
import { entriesOf } from "../values/value";
import type { ComposeDocument } from "../syntax/document";
import type { VariableLookup } from "../interpolation/template";
import { readService, type Service } from "./service";

/** What a project's files say once they are read together. */
export interface Project {
  readonly documents: readonly ComposeDocument[];
  readonly services: ReadonlyMap<string, Service>;
}

/** Reads the project that one file makes by itself. */
export function readProject(document: ComposeDocument, variables: VariableLookup): Project {
  const context: EvaluationContext = { resolveAlias: document.resolveAlias.bind(document), variables };
  const services = new Map<string, Service>();
  const pair = document.root?.pairs.findLast(({ key }) => key.text === "services");
  if (pair?.value.kind === "mapping" && !pair.value.pairs.some(({ key }) => key.text === "<<")) {
    // One by one, so that a service that exhausts the evaluation's bound leaves the others their findings.
    for (const { key, value } of pair.value.pairs) {
      services.set(key.text, readService(key.text, evaluate(value, key, context)));
    }
  } else if (pair !== undefined) {
    for (const [name, entry] of entriesOf(evaluate(pair.value, pair.key, context))) {
      services.set(name, readService(name, entry));
    }
  }
  return { documents: [document], services };
}
