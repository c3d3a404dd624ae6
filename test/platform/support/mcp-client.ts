import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import type { Person } from "./person.ts";
import type { Platform } from "./platform.ts";

/** Lets somebody's agent work by MCP, and hangs up. */
export async function asAgent<T>(
  platform: Pick<Platform, "url">,
  person: Person,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ name: "test", version: "1.0.0" });
  const transport = new StreamableHTTPClientTransport(new URL("/mcp", platform.url), {
    requestInit: { headers: { authorization: `Bearer ${person.token}` } },
  });
  await client.connect(transport as Transport);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
