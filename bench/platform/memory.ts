import { readFileSync } from "node:fs";

/** Resident memory of a process in MB (Linux: proc(5), VmRSS); null where that can't be read. */
export function residentMb(pid: number): number | null {
  try {
    const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kb === undefined ? null : Math.round(Number(kb) / 102.4) / 10;
  } catch {
    return null;
  }
}

/** Looks at a process's memory until stopped; gives the most that it had. */
export function watchMemory(pid: () => number): () => number | null {
  let most: number | null = null;
  const look = () => {
    const now = residentMb(pid());
    if (now !== null) most = Math.max(most ?? 0, now);
  };
  const timer = setInterval(look, 250);
  return () => {
    clearInterval(timer);
    look();
    return most;
  };
}
