import { Memo } from "../../../shared/memo";
import type { Project } from "../compose/model/project";
import { NetworkFacts, NetworkModel } from "./model";

/** What was taken of services and projects. Both are immutable, so that it never changes an answer, only its cost. */
const facts = new NetworkFacts();
const models = new Memo<Project, NetworkModel>();

/** The network model of a project: one for all who ask. */
export function networkOf(project: Project): NetworkModel {
  return models.of(project, () => new NetworkModel(project, facts));
}
