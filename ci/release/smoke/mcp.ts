import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import type { Transport } from "@modelcontextprotocol/sdk/shared/transport.js";
import { reasonOf, SmokeFailed } from "./door.ts";

/** Finds a task by its title, as an agent does. @throws SmokeFailed */
export async function findByMcp(url: URL, token: string, title: string): Promise<void> {
  const client = new Client({ name: "punctual-smoke", version: "0.1.0" });
  try {
    const transport = new StreamableHTTPClientTransport(url, {
      requestInit: { headers: { authorization: `Bearer ${token}` } },
    });
    // The SDK's own types don't agree under exactOptionalPropertyTypes.
    await client.connect(transport as Transport);
    // Newest first, so it is on the first page of any account.
    const found = await client.callTool({ name: "find-tasks", arguments: {} });
    if (found.isError)
      throw new SmokeFailed(`MCP at ${url}: find-tasks failed: ${JSON.stringify(found.content)}`);
    if (!JSON.stringify(found.content).includes(title)) {
      throw new SmokeFailed(`MCP at ${url}: find-tasks doesn't find "${title}"`);
    }
  } catch (error) {
    if (error instanceof SmokeFailed) throw error;
    throw new SmokeFailed(`MCP at ${url}: ${reasonOf(error)}`);
  } finally {
    await client.close();
  }
}
