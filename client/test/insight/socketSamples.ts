import type { ListeningSocket } from "../../src/netns/model";
import { splitProcNet } from "../../src/netns/parse/procNetSplit";
import { parseProcSockets, socketFiles } from "../../src/netns/parse/procSockets";

/** As the kernel prints them: 0.0.0.0:80, 127.0.0.1:5432, an established connection, [::]:80, ::1 and a UDP pair. */
export const tables = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1001 1 0000000000000000 100 0 0 10 0
   1: 0100007F:1538 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 1002 1 0000000000000000 100 0 0 10 0
   2: 0100007F:1538 0100007F:9C40 01 00000000:00000000 00:00000000 00000000   999        0 1003 1 0000000000000000 100 0 0 10 0
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1004 1 0000000000000000 100 0 0 10 0
   1: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1005 1 0000000000000000 100 0 0 10 0
   2: 0000000000000000FFFF00000100007F:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1006 1 0000000000000000 100 0 0 10 0
   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  100: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1007 2 0000000000000000 0
  101: 0100007F:0035 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 1008 2 0000000000000000 0
`;

/** The listening sockets in the kernel's tables. */
export const listenersIn = (printed: string): ListeningSocket[] => parseProcSockets(splitProcNet(printed, socketFiles));

/** A published port as a list of containers has it. */
export const port = (hostIp: string, hostPort: number, containerPort: number, protocol = "tcp"): object => ({
  ...{ IP: hostIp, PublicPort: hostPort, PrivatePort: containerPort, Type: protocol },
});
