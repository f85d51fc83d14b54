// @ts-check
// The images of the tutorial and the tests. None is pulled: each is made on the spot from Debian's packages.
import { createHash } from "node:crypto";
import { createReadStream, existsSync, mkdtempSync } from "node:fs";
import { chmod, copyFile, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { workFolder } from "../checkout.mjs";
import { run, step } from "../child.mjs";
import { callEngine } from "./http.mjs";
import { imagePackages, installedVersions } from "./packages.mjs";
import { addBusybox, addLayout, addProgram, addText } from "./rootfs.mjs";

/**
 * @typedef {object} Image
 * @property {string} repository
 * @property {string} tag
 * @property {readonly string[]} changes Dockerfile instructions for its configuration
 * @property {(root: string) => Promise<void>} assemble
 */

/** nginx that logs to the terminal and stays in front, with `ip` and `curl`: what the tutorial calls nginx:alpine. */
const nginx = /** @type {Image} */ ({
  repository: "nginx",
  tag: "alpine",
  changes: ["EXPOSE 80", 'CMD ["nginx", "-g", "daemon off;"]', "ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
  assemble: async (root) => {
    await addLayout(root, ["var/lib/nginx", "var/log/nginx", "usr/share/nginx/html"]);
    for (const program of ["/usr/sbin/nginx", "/bin/ip", "/usr/bin/curl"]) await addProgram(root, program);
    await addBusybox(root);
    await addText(root, "/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnginx:x:101:101::/var/lib/nginx:/bin/false\n");
    await addText(root, "/etc/group", "root:x:0:\nnginx:x:101:\n");
    await addText(root, "/etc/nginx/nginx.conf", nginxConfiguration);
    await addText(root, "/usr/share/nginx/html/index.html", "<!doctype html><title>Welcome to nginx!</title>\n");
  },
});

const nginxConfiguration = `user nginx;
worker_processes 1;
error_log /dev/stderr notice;
pid /run/nginx.pid;
events { worker_connections 64; }
http {
  access_log /dev/stdout;
  default_type text/html;
  server {
    listen 80;
    root /usr/share/nginx/html;
  }
}
`;

/** The small image: busybox with a link for each applet. */
const busybox = /** @type {Image} */ ({
  repository: "busybox",
  tag: "latest",
  changes: ['CMD ["sh"]', "ENV PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
  assemble: async (root) => {
    await addLayout(root);
    await addBusybox(root);
  },
});

/** An image without a shell, without `ip` and without `cat`: one static program that serves. */
const scratch = /** @type {Image} */ ({
  repository: "hostside/scratch",
  tag: "latest",
  changes: ["EXPOSE 8080", 'ENTRYPOINT ["/busybox-serve", "httpd", "-f", "-p", "8080"]'],
  assemble: async (root) => {
    // Under a name that begins with "busybox" the program takes the applet from its first argument.
    await copyFile("/bin/busybox", path.join(root, "busybox-serve"));
    await chmod(path.join(root, "busybox-serve"), 0o755);
  },
});

/**
 * Brings every image into the engine behind this socket.
 * @param {string} socket
 */
export async function importImages(socket) {
  await step("Making the images nginx:alpine, busybox and hostside/scratch", async () => {
    for (const image of [nginx, busybox, scratch]) await importImage(socket, image, await imageTar(image));
  });
}

/**
 * @param {string} socket
 * @param {Image} image
 * @param {string} tar
 */
async function importImage(socket, image, tar) {
  // Podman takes no notice of a tag that is named apart (4.3).
  const query = new URLSearchParams({ fromSrc: "-", repo: `${image.repository}:${image.tag}` });
  for (const change of image.changes) query.append("changes", change);
  const answer = await callEngine(socket, `/images/create?${query.toString()}`, {
    method: "POST",
    tar: createReadStream(tar),
  });
  // The engine answers 200 and reports a failure further down, one JSON object a line.
  const failure = answer.split("\n").find((line) => line.includes('"error"'));
  if (failure) throw new Error(`The engine did not take the image ${image.repository}:${image.tag}: ${failure}`);
}

/**
 * The image's tar, made again only when a package or the recipe has changed.
 * @param {Image} image
 */
async function imageTar(image) {
  const folder = workFolder("images");
  const name = image.repository.replace("/", "-");
  const file = path.join(folder, `${name}-${await recipeHash()}.tar`);
  if (existsSync(file)) return file;
  const draft = mkdtempSync(path.join(folder, `draft-${name}-`));
  try {
    const root = path.join(draft, "root");
    await run("mkdir", ["-p", root]);
    await image.assemble(root);
    const made = path.join(draft, "image.tar");
    await run("tar", ["--create", "--file", made, "--owner=0", "--group=0", "--numeric-owner", "-C", root, "."]);
    for (const old of await readdir(folder)) {
      if (old.startsWith(`${name}-`)) await rm(path.join(folder, old), { force: true });
    }
    await rename(made, file);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return file;
}

/** Changes with the versions of the packages and with the two files that hold the recipes. */
async function recipeHash() {
  const hash = createHash("sha256");
  for (const [name, version] of await installedVersions(imagePackages)) hash.update(`${name}=${version}\n`);
  for (const file of [fileURLToPath(import.meta.url), fileURLToPath(new URL("rootfs.mjs", import.meta.url))]) {
    hash.update(await readFile(file));
  }
  return hash.digest("hex").slice(0, 16);
}
