import { EngineError, type EngineFault } from "../docker/fault";
import { explainEngineFault, explainNamespaceFault } from "../insight/explainFault";
import { NamespaceError, type NamespaceFault } from "../netns/read/fault";
import { english } from "../platform/english";

/** Why a question cannot be answered, in one sentence that says what to do. */
export class Unanswered extends Error {}

/** What is said of a fault: a terminal has options where an editor has settings. */
export interface FaultWords {
  engine(fault: EngineFault): string;
  namespace(fault: NamespaceFault): string;
}

/** What a terminal says. */
export const terminalWords: FaultWords = { engine: engineSentence, namespace: namespaceSentence };

/** What an editor says. */
export const editorWords: FaultWords = {
  engine: (fault) => explainEngineFault(fault, english),
  namespace: (fault) => explainNamespaceFault(fault, english),
};

/** The sentence for what was thrown; undefined for what is a mistake of ours. */
export function sentenceOf(thrown: unknown, words: FaultWords = terminalWords): string | undefined {
  if (thrown instanceof Unanswered) return thrown.message;
  if (thrown instanceof EngineError) return words.engine(thrown.fault);
  if (thrown instanceof NamespaceError) return words.namespace(thrown.fault);
  return undefined;
}

/** As the views say it, but for what names their settings: a terminal has options. */
function engineSentence(fault: EngineFault): string {
  const { kind, endpoint = "", detail } = fault;
  switch (kind) {
    case "not-installed":
      return "No Docker engine was found on this machine. Install Docker, or name an engine with --host.";
    case "not-running":
      return `No engine answers at ${endpoint}. Start it, or name another one with --host or --context.`;
    case "bad-endpoint":
      return `The engine's address is not usable: ${detail}. Correct --host, --context, DOCKER_HOST or the Docker context.`;
    case "unsupported-endpoint":
      return `There is no way from here to ${endpoint}: ${detail}. Name another engine with --host.`;
    case "permission":
      return endpoint.includes("podman")
        ? `You have no permission to use Podman at ${endpoint}. Name your own Podman's socket with --host.`
        : explainEngineFault(fault, english);
    default:
      return explainEngineFault(fault, english);
  }
}

/** Likewise: a helper container is allowed by an option. */
function namespaceSentence(fault: NamespaceFault): string {
  switch (fault.kind) {
    case "engine":
      return engineSentence(fault.fault);
    case "helper":
      return `A helper container of the image ${fault.image} could not read the network. Name an image with a shell, such as busybox, in --helper. ${fault.detail}`.trimEnd();
    case "unreadable":
    case "no-host":
      return `${explainNamespaceFault(fault, english)} An option allows one: --helper busybox.`;
    default:
      return explainNamespaceFault(fault, english);
  }
}
