import { restartContainerCommand } from "../container/restartContainer";
import { forGroup } from "./forGroup";

/** Restarts all running containers of a project or another group of the Containers view, after a question that names them. */
export const restartGroupCommand = forGroup({
  id: "hostside.restartGroup",
  titleKey: "command.restartGroup",
  run: restartContainerCommand.run,
});
