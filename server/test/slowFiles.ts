import { MemoryFiles } from "./projectFiles";

/** Files that are read slowly: it counts how many are being read at the same time. */
export class SlowFiles extends MemoryFiles {
  most = 0;
  private now = 0;

  override async read(path: string): Promise<Uint8Array> {
    this.most = Math.max(this.most, (this.now += 1));
    await new Promise((resolve) => setImmediate(resolve));
    this.now -= 1;
    return super.read(path);
  }
}
