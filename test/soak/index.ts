export { soak } from "./soak";
export { complaints, table } from "./verdict";
