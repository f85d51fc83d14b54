import type { Project } from "../compose/model/project";
import type { Service } from "../compose/model/service";
import { type Block, BlockCache } from "../compose/values/table";

/**
 * What is taken of each service, for the whole project, remembered block by block: of thousands of services an edit costs
 * one block, and asking costs what was found, not what was looked at.
 */
export function gathered<T>(take: (service: Service) => readonly T[]): (project: Project) => readonly T[] {
  const cache = new BlockCache<Service, readonly T[]>();
  const takeAll = ({ items }: Block<Service>): readonly T[] => items.flatMap(take);
  return ({ services }) => services.blocks.flatMap((block) => cache.get(block, takeAll));
}
