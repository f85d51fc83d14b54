import { describe, expect, it } from "vitest";
import { sshFault, sshParameters } from "../../src/docker/endpoint/ssh";

const destination = { address: "ssh://me@build.example", host: "build.example", user: "me" };

describe("an engine over ssh", () => {
  it("is reached by the user's ssh, which may ask nothing and takes no option from the address", () => {
    const constant = ["-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=15", "-T"];
    expect(sshParameters(destination)).toEqual([
      ...constant,
      "-l",
      "me",
      "--",
      "build.example",
      "docker",
      "system",
      "dial-stdio",
    ]);
    expect(sshParameters({ address: "", host: "h", port: 22, socket: "/s.sock" })).toEqual([
      ...constant,
      "-p",
      "22",
      "--",
      "h",
      "docker",
      "--host",
      "unix:///s.sock",
      "system",
      "dial-stdio",
    ]);
  });

  it.each([
    [
      "No ED25519 host key is known for build.example and you have requested strict checking.\nHost key verification failed.",
      "host-key",
    ],
    ["@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.", "host-key"],
    ["me@build.example: Permission denied (publickey,password).", "ssh"],
    ["ssh: Could not resolve hostname build.example: Name or service not known", "unreachable"],
    ["ssh: connect to host build.example port 22: Connection refused", "unreachable"],
    ["ssh: connect to host build.example port 22: Connection timed out", "timeout"],
    ["bash: line 1: docker: command not found", "not-installed"],
    [
      "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
      "not-running",
    ],
    [
      "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
      "permission",
    ],
    ["something new", "ssh"],
    ["", "ssh"],
  ])("%j means %s", (said, kind) => {
    expect(sshFault(destination, 255, said)).toMatchObject({ kind, endpoint: destination.address });
  });

  it("says the last line that ssh wrote", () => {
    expect(sshFault(destination, 255, "first\n\u001b[31mlast\u001b[0m\n").detail).toBe("last");
    expect(sshFault(destination, 255, "").detail).toBe("ssh ended with code 255");
  });
});
