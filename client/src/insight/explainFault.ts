import type { EngineFault } from "../docker/fault";
import type { Localizer } from "../localizer";
import type { NamespaceFault } from "../netns/fault";

/** What is wrong with the engine, and what to do about it: the one place that turns a kind into words. */
export function explainEngineFault(fault: EngineFault, l10n: Localizer): string {
  const at = fault.endpoint ?? "";
  switch (fault.kind) {
    case "not-installed":
      return l10n.t(
        "No Docker engine was found on this machine. Install Docker, or name an engine in hostside.docker.host.",
      );
    case "not-running":
      return at === ""
        ? l10n.t("The Docker engine does not answer. Start it; Hostside connects by itself.")
        : l10n.t("No Docker engine answers at {0}. Start it; Hostside connects by itself.", at);
    case "permission":
      return l10n.t(
        "Your user may not talk to the Docker engine at {0}. Add the user to the docker group, then log in again.",
        at,
      );
    case "unreachable":
      return l10n.t("The machine of the Docker engine at {0} cannot be reached. Check the name and the network.", at);
    case "tls":
      return l10n.t(
        "The Docker engine at {0} could not be reached with TLS: {1}. Check DOCKER_CERT_PATH and its certificates.",
        at,
        fault.detail,
      );
    case "host-key":
      return l10n.t(
        "ssh does not trust the machine of the Docker engine at {0} ({1}). Connect to it once with ssh in a terminal and check its host key.",
        at,
        fault.detail,
      );
    case "ssh":
      return l10n.t(
        "ssh could not log in for the Docker engine at {0}: {1}. Check that ssh to it works in a terminal without asking anything, for example after ssh-add.",
        at,
        fault.detail,
      );
    case "timeout":
      return fault.request === undefined || fault.seconds === undefined
        ? l10n.t("The Docker engine does not answer in time ({0}). Is it overloaded or suspended?", fault.detail)
        : l10n.t(
            "The Docker engine at {0} did not answer {1} within {2} s. Is it overloaded or suspended?",
            at,
            fault.request,
            fault.seconds,
          );
    case "api-too-old":
      return l10n.t(
        "This Docker engine is too old for Hostside ({0}). Update it to Docker 1.12 or newer.",
        fault.detail,
      );
    case "bad-endpoint":
      return l10n.t(
        "The Docker engine's address is not usable: {0}. Correct hostside.docker.host, DOCKER_HOST or the Docker context.",
        fault.detail,
      );
    case "unsupported-endpoint":
      return l10n.t(
        "Hostside cannot connect to {0} from here: {1}. Name another engine in hostside.docker.host.",
        at,
        fault.detail,
      );
    case "container-gone":
      return l10n.t("The container no longer exists.");
    case "container-not-running":
      return l10n.t("The container is not running.");
    case "forbidden":
      return l10n.t(
        "The Docker engine at {0} does not allow this: {1}. A proxy or an authorization plugin in front of it decides that.",
        at,
        fault.detail,
      );
    case "bad-answer":
      return fault.request === undefined
        ? l10n.t("The Docker engine gave an answer that Hostside does not understand: {0}", fault.detail)
        : l10n.t(
            "The Docker engine at {0} gave an answer to {1} that Hostside does not understand: {2}",
            at,
            fault.request,
            fault.detail,
          );
    case "cancelled":
      return l10n.t("Cancelled.");
  }
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
        "The engine's host cannot be read from here. Allow a helper container, or start any container in host mode (docker run --network host): its view is the host's.",
      );
    case "engine":
      return explainEngineFault(fault.fault, l10n);
  }
}
