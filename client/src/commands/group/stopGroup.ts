import { stopContainerCommand } from "../container/stopContainer";
import { forGroup } from "./forGroup";

/** Stops all containers of a project or another group of the Containers view, after a question that names them. */
export const stopGroupCommand = forGroup({
  id: "hostside.stopGroup",
  titleKey: "command.stopGroup",
  run: stopContainerCommand.run,
});
