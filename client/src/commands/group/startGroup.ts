import { startContainerCommand } from "../container/startContainer";
import { forGroup } from "./forGroup";

/** Starts all containers of a project or another group of the Containers view. */
export const startGroupCommand = forGroup({
  id: "hostside.startGroup",
  titleKey: "command.startGroup",
  run: startContainerCommand.run,
});
