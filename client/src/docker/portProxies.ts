/** Programs that listen on the host in the name of a container; the kernel's names end after 15 characters. */
const proxies = /^(?:docker-proxy|dockerd|rootlesskit|com\.docker|rootlessport|conmon|slirp4netns|pasta)/u;

/** True for a program of Docker or Podman by which published ports are taken on the host. */
export function isPortProxy(program: string): boolean {
  return proxies.test(program);
}
