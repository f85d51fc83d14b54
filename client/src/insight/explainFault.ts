import type { EngineProduct } from "../docker/api/engineFacts";
import type { EngineFault } from "../docker/fault";
import { spokenBy, type Localizer } from "../platform/localizer";
import type { NamespaceFault } from "../netns/read/fault";

/**
 * What is wrong with the engine, and what to do about it. Empty views say the same in fixed texts, `welcome.KIND` of
 * package.nls.json, since VS Code takes those from there alone; a new kind needs both, and manifest.test.ts checks it.
 */
export function explainEngineFault(fault: EngineFault, l10n: Localizer): string {
  const at = fault.endpoint ?? "";
  const detail = fault.words === undefined ? fault.detail : spokenBy(l10n, fault.words);
  const podman = productOfFault(fault) === "podman";
  const [First, engine] = podman ? ["Podman", "Podman"] : [l10n.t("The Docker engine"), l10n.t("the Docker engine")];
  switch (fault.kind) {
    case "not-installed":
      return l10n.t(
        "No Docker engine was found on this machine. Install Docker, or name an engine in hostside.docker.host.",
      );
    case "not-running":
      return at === ""
        ? l10n.t("{0} does not answer. Start it; Hostside connects by itself.", First)
        : l10n.t(
            "No {0} answers at {1}. Start it; Hostside connects by itself.",
            podman ? "Podman" : l10n.t("Docker engine"),
            at,
          );
    case "permission":
      if (podman) {
        return l10n.t(
          "You have no permission to use Podman at {0}. Name your own Podman's socket in hostside.docker.host; systemctl --user start podman.socket makes one.",
          at,
        );
      }
      return l10n.t(
        "You have no permission to use the Docker engine at {0}. Add the user to the docker group, then log in again.",
        at,
      );
    case "unreachable":
      return l10n.t("The machine of {0} at {1} cannot be reached. Check the name and the network.", engine, at);
    case "tls":
      return l10n.t(
        "{0} at {1} could not be reached with TLS: {2}. Check DOCKER_CERT_PATH and its certificates.",
        First,
        at,
        detail,
      );
    case "host-key":
      return l10n.t(
        "ssh does not trust the machine of {0} at {1} ({2}). Connect to it once with ssh in a terminal and check its host key.",
        engine,
        at,
        detail,
      );
    case "ssh":
      return l10n.t(
        "ssh could not log in for {0} at {1}: {2}. Check that ssh to it works in a terminal without asking anything, for example after ssh-add.",
        engine,
        at,
        detail,
      );
    case "timeout":
      return fault.request === undefined || fault.seconds === undefined
        ? l10n.t("{0} does not answer in time ({1}). Is it overloaded or suspended?", First, detail)
        : l10n.t(
            "{0} at {1} did not answer {2} within {3} s. Is it overloaded or suspended?",
            First,
            at,
            fault.request,
            fault.seconds,
          );
    case "api-too-old":
      return l10n.t("This Docker engine is too old for Hostside ({0}). Update it to Docker 1.12 or newer.", detail);
    case "bad-endpoint":
      return l10n.t(
        "The Docker engine's address is not usable: {0}. Correct hostside.docker.host, DOCKER_HOST or the Docker context.",
        detail,
      );
    case "unsupported-endpoint":
      return l10n.t(
        "Hostside cannot connect to {0} from here: {1}. Name another engine in hostside.docker.host.",
        at,
        detail,
      );
    case "container-gone":
      return l10n.t("The container no longer exists.");
    case "container-not-running":
      return l10n.t("The container is not running.");
    case "forbidden":
      return l10n.t(
        "{0} at {1} does not allow this: {2}. A proxy or an authorization plugin in front of it decides that.",
        First,
        at,
        detail,
      );
    case "engine-error":
      return fault.request === undefined
        ? l10n.t("{0} answered with an error: {1}", First, detail)
        : l10n.t("{0} at {1} answered {2} with an error: {3}", First, at, fault.request, detail);
    case "bad-answer":
      return fault.request === undefined
        ? l10n.t("{0} gave an answer that Hostside does not understand: {1}", First, detail)
        : l10n.t(
            "{0} at {1} gave an answer to {2} that Hostside does not understand: {3}",
            First,
            at,
            fault.request,
            detail,
          );
    case "cancelled":
      return l10n.t("Cancelled.");
  }
}

/** Who the engine is: what answered there before, or else what its address says. */
export function productOfFault({ product, endpoint }: EngineFault): EngineProduct {
  return product ?? (/podman/iu.test(endpoint ?? "") ? "podman" : "docker");
}

/** Why a namespace could not be read, and what to do about it. */
export function explainNamespaceFault(fault: NamespaceFault, l10n: Localizer): string {
  switch (fault.kind) {
    case "stopped":
      return l10n.t(
        "{0} is not running (exit code {1}). A stopped container has no network namespace: start it, then compare.",
        fault.container,
        fault.exitCode,
      );
    case "restarting":
      return l10n.t(
        "{0} has ended (exit code {1}) and waits for its restart policy to start it again. Until then it has no network namespace; its log may say why it ends.",
        fault.container,
        fault.exitCode,
      );
    case "gone":
      return l10n.t("{0} no longer exists.", fault.container);
    case "unreadable":
      return fault.paused
        ? l10n.t(
            "{0} is paused, and the engine runs nothing in a paused container. Unpause it, or allow a helper container.",
            fault.container,
          )
        : l10n
            .t(
              "The network of {0} cannot be read: its image has neither ip nor cat, its processes are not visible from here, and there is no helper container. {1}",
              fault.container,
              fault.detail,
            )
            .trim();
    case "helper":
      return l10n
        .t(
          "A helper container of the image {0} could not read the network. Choose an image that has a shell, such as busybox, in hostside.helper.image. {1}",
          fault.image,
          fault.detail,
        )
        .trim();
    case "no-host":
      return l10n.t(
        "The engine's host cannot be read from here. Allow a helper container, or start a container in host mode (docker run --network host).",
      );
    case "engine":
      return explainEngineFault(fault.fault, l10n);
  }
}
