import { revealServiceCommand } from "../container/revealService";
import { forGroup } from "./forGroup";

/** Opens the Compose file that a project of the Containers view was started from. */
export const openComposeFileCommand = forGroup({
  id: "hostside.openComposeFile",
  titleKey: "command.openComposeFile",
  run: revealServiceCommand.run,
});
