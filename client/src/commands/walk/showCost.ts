import * as vscode from "vscode";
import { hasImage } from "../../docker/api/imagePull";
import { networkToMeasure } from "../../insight/cost/networkToMeasure";
import type { Walkthrough } from "../../views/walk/walkthrough";
import { showMeasured } from "../reach/showMeasured";
import type { CommandContext } from "../target/context";
import { proberFor } from "../target/probeSource";
import { agreedAndPulled } from "./runAndSay";

/**
 * Measures what each way to a container costs on the user's own machine, with containers from the walk's image, and opens
 * what that came to. Resolves to whether it was measured; what was in the way has been said.
 */
export async function showCost(
  context: CommandContext,
  walkthrough: Walkthrough,
  signal: AbortSignal,
): Promise<boolean> {
  for (;;) {
    const place = await walkthrough.place(signal);
    const { engine, inventory, settings } = place;
    const { image } = settings;
    if (await hasImage(engine.connection, image, signal)) {
      const title = vscode.l10n.t("Measuring what the ways to a container cost");
      const reading = { prober: proberFor(context, place), inventory };
      const question = { image, network: networkToMeasure(inventory, undefined), about: [] };
      const answer = await showMeasured(context, reading, question, { title, id: "cost of the walkthrough" }, signal);
      return answer !== undefined;
    }
    if (!(await agreedAndPulled(place, signal))) return false;
  }
}
