import * as vscode from "vscode";
import type { Engine } from "../../docker/api/engine";
import { listImageNames } from "../../docker/api/images";
import type { HelperSubject } from "../../netns/read/prober";
import { withoutIcons } from "../notices";

/** Where the images that the user agreed to are kept, by the engine's address. */
const storageKey = "hostside.helperImages";

/** Images that are small and have a shell, and what to offer first therefore. */
const wellKnown = /(?:^|\/)(?:busybox|alpine|debian|ubuntu)(?::|@|$)/u;

/**
 * The user's consent to helper containers, remembered for each engine. To choose an image is to agree: nothing is
 * created before, and nothing is pulled.
 */
export class HelperConsent {
  private readonly refused = new Set<string>();
  private openQuestions = 0;

  constructor(
    private readonly memory: vscode.Memento,
    private readonly configuredImage: () => string,
  ) {}

  /** True while the user is asked for an image. */
  get asking(): boolean {
    return this.openQuestions > 0;
  }

  /** The image to use on this engine: as agreed before, or as the user agrees now where `ask` is true. */
  imageFor(engine: Engine, ask: boolean): (wanted: HelperSubject, signal?: AbortSignal) => Promise<string | undefined> {
    let asked: Promise<string | undefined> | undefined;
    const { address } = engine.endpoint;
    if (ask) this.refused.delete(address);
    return async (wanted, signal) => {
      const remembered = this.remembered()[address];
      if (remembered !== undefined) return this.configuredImage() || remembered;
      if (!ask || this.refused.has(address)) return undefined;
      asked ??= this.ask(engine, wanted, signal);
      this.openQuestions += 1;
      return asked.finally(() => (this.openQuestions -= 1));
    };
  }

  /** Takes back every consent. Returns how many there were. */
  async forget(): Promise<number> {
    const count = Object.keys(this.remembered()).length;
    await this.memory.update(storageKey, undefined);
    return count;
  }

  private async ask(
    engine: Engine,
    wanted: HelperSubject,
    signal: AbortSignal | undefined,
  ): Promise<string | undefined> {
    const { l10n } = vscode;
    const { address } = engine.endpoint;
    const own = wanted.kind === "container" ? wanted.container.image : "";
    const configured = this.configuredImage();
    const images = configured === "" ? await imageNames(engine, own, signal) : [configured];
    const subject = wanted.kind === "host" ? l10n.t("the engine's host") : wanted.container.name;
    const picks = images.map((image) => ({ label: withoutIcons(image), image }));
    const cancelled = new vscode.CancellationTokenSource();
    const cancel = (): void => cancelled.cancel();
    signal?.addEventListener("abort", cancel, { once: true });
    const picked = await vscode.window.showQuickPick(
      picks,
      {
        title: l10n.t("Read {0} by a helper container?", subject),
        placeHolder: l10n.t(
          "Choose an image that has a shell. The container joins the network, prints its settings and is removed. Esc: no helper container.",
        ),
        ignoreFocusOut: true,
      },
      cancelled.token,
    );
    signal?.removeEventListener("abort", cancel);
    cancelled.dispose();
    if (picked === undefined) {
      this.refused.add(address);
      return undefined;
    }
    await this.memory.update(storageKey, { ...this.remembered(), [address]: picked.image });
    return picked.image;
  }

  private remembered(): Partial<Record<string, string>> {
    return this.memory.get<Partial<Record<string, string>>>(storageKey) ?? {};
  }
}

/** The images that the engine has, those first that will do, then the container's own. */
async function imageNames(engine: Engine, own: string, signal: AbortSignal | undefined): Promise<string[]> {
  const names = await listImageNames(engine.connection, signal);
  const rank = (name: string): number => (wellKnown.test(name) ? 0 : name === own ? 1 : 2);
  return names.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b, "en"));
}
