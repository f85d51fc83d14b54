// @ts-check
// Assembles the file system of an image in a folder, out of what is installed on this machine.
import { existsSync } from "node:fs";
import { chmod, copyFile, mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { run } from "../child.mjs";

/** @typedef {{ mode?: number }} FileOptions */

/**
 * Writes a text file into the root file system.
 * @param {string} root
 * @param {string} file absolute, as the container sees it
 * @param {string} text
 */
export async function addText(root, file, text) {
  const target = path.join(root, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, text);
}

/**
 * Makes the layout of a merged /usr, as on the machine that the programs come from, and the folders that programs expect.
 * @param {string} root
 * @param {readonly string[]} [folders] further ones
 */
export async function addLayout(root, folders = []) {
  for (const name of ["bin", "sbin", "lib"]) {
    await mkdir(path.join(root, "usr", name), { recursive: true });
    await symlink(`usr/${name}`, path.join(root, name));
  }
  if (existsSync("/lib64")) {
    await mkdir(path.join(root, "usr/lib64"), { recursive: true });
    await symlink("usr/lib64", path.join(root, "lib64"));
  }
  for (const name of ["etc", "proc", "sys", "dev", "run", "root", "var/log", ...folders]) {
    await mkdir(path.join(root, name), { recursive: true });
  }
  await mkdir(path.join(root, "tmp"));
  await chmod(path.join(root, "tmp"), 0o1777);
}

/**
 * Copies a program of this machine with the libraries that ldd names for it.
 * @param {string} root
 * @param {string} program absolute
 */
export async function addProgram(root, program) {
  await addFile(root, program);
  const { output } = await run("ldd", [await realpath(program)], { allowFailure: true });
  for (const [library] of output.matchAll(/\/\S+/g)) {
    if (existsSync(library)) await addFile(root, library);
  }
}

/**
 * Copies a file to the same path; through the links of a merged /usr both /lib/x and /usr/lib/x lead to it.
 * @param {string} root
 * @param {string} file
 */
async function addFile(root, file) {
  const target = path.join(root, file);
  await mkdir(path.dirname(target), { recursive: true });
  await copyFile(await realpath(file), target);
  await chmod(target, 0o755);
}

/**
 * Places the static busybox with a link for each of its applets that is not there as a program of its own.
 * @param {string} root
 */
export async function addBusybox(root) {
  await mkdir(path.join(root, "bin"), { recursive: true });
  await copyFile("/bin/busybox", path.join(root, "bin/busybox"));
  await chmod(path.join(root, "bin/busybox"), 0o755);
  const { output } = await run("/bin/busybox", ["--list"]);
  for (const applet of output.trim().split("\n")) {
    const folders = ["bin", "sbin", "usr/bin", "usr/sbin"];
    if (folders.some((folder) => existsSync(path.join(root, folder, applet)))) continue;
    await symlink("/bin/busybox", path.join(root, "bin", applet));
  }
}
