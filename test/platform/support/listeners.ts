import { readdir, readFile, readlink } from "node:fs/promises";

/** A socket that waits for strangers: TCP in LISTEN, or UDP without a peer. */
export interface Listener {
  readonly protocol: string;
  /** Hexadecimal as in /proc/net: an IPv4 address is four bytes in host order. */
  readonly address: string;
  readonly port: number;
}

const LISTEN = "0A";
const UDP_UNCONNECTED = "07";

/** Every socket on which a process waits for strangers (Linux: proc(5), /proc/net/tcp). */
export async function listenersOf(pid: number): Promise<Listener[]> {
  const inodes = await socketInodes(pid);
  const tables = await Promise.all(["tcp", "tcp6", "udp", "udp6"].map(readTable));
  return tables.flat().flatMap(({ inode, ...listener }) => (inodes.has(inode) ? [listener] : []));
}

/** Whether an address is on loopback: 127.0.0.0/8, ::1, or an IPv4 loopback address written as IPv6. */
export function isLoopback(address: string): boolean {
  if (address.length === 8) return address.endsWith("7F");
  return address === "00000000000000000000000001000000" || /^0{16}FFFF0000[0-9A-F]{6}7F$/.test(address);
}

async function socketInodes(pid: number): Promise<Set<string>> {
  const folder = `/proc/${pid}/fd`;
  const links = await Promise.all(
    (await readdir(folder)).map((fd) => readlink(`${folder}/${fd}`).catch(() => "closed meanwhile")),
  );
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}

async function readTable(protocol: string): Promise<(Listener & { inode: string })[]> {
  const [, ...lines] = (await readFile(`/proc/net/${protocol}`, "utf8")).trim().split("\n");
  const waiting = protocol.startsWith("tcp") ? LISTEN : UDP_UNCONNECTED;
  return lines.flatMap((line) => {
    const [, local = "", , state, , , , , , inode = ""] = line.trim().split(/\s+/);
    const [address = "", port = ""] = local.split(":");
    return state === waiting ? [{ protocol, address, port: Number.parseInt(port, 16), inode }] : [];
  });
}
