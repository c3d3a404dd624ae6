/** Whether an address is this very machine's, where nobody listens in: it may do without TLS. */
export function isLoopback(url: URL): boolean {
  return ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
}
