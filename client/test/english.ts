export { english } from "../src/platform/english";
