import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type GitHub, gitHubOf } from "../../github/client.ts";

/** A comment as GitHub keeps it. */
interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly login: string };
}

/** What is there before anything is asked. */
export interface Existing {
  readonly runs?: Readonly<Record<number, object>>;
  readonly pulls?: readonly {
    readonly number: number;
    readonly state: string;
    readonly head: { readonly label: string };
  }[];
}

/** A server on loopback that speaks the endpoints of GitHub's REST API that `comment` uses. */
export interface GitHubServer {
  readonly gitHub: GitHub;
  /** For a process of its own. */
  readonly env: Readonly<Record<string, string>>;
  /** By number of issue or pull request. */
  readonly comments: Map<number, Comment[]>;
  close(): Promise<void>;
}

const TOKEN = "a-token-of-a-test";

export async function startGitHub({ runs = {}, pulls = [] }: Existing): Promise<GitHubServer> {
  const comments = new Map<number, Comment[]>();
  let lastId = 1_000;
  const of = (issue: number) => comments.get(issue) ?? comments.set(issue, []).get(issue) ?? [];

  /** @returns status and body */
  function answer(method: string, url: URL, body: { body?: string }): [number, unknown] {
    const [, path = ""] = /^\/repos\/acme\/punctual(\/.*)$/.exec(url.pathname) ?? [];
    const number = (pattern: RegExp) => Number(pattern.exec(path)?.[1]);
    const run = number(/^\/actions\/runs\/(\d+)$/);
    if (method === "GET" && runs[run]) return [200, runs[run]];
    if (method === "GET" && path === "/pulls") {
      const [head, state] = [url.searchParams.get("head"), url.searchParams.get("state")];
      return [200, pulls.filter((each) => each.head.label === head && each.state === state)];
    }
    const issue = number(/^\/issues\/(\d+)\/comments$/);
    if (method === "GET" && issue) return [200, of(issue)];
    if (method === "POST" && issue) {
      const comment = { id: ++lastId, body: body.body ?? "", user: { login: "github-actions[bot]" } };
      of(issue).push(comment);
      return [201, comment];
    }
    const id = number(/^\/issues\/comments\/(\d+)$/);
    const comment = [...comments.values()].flat().find((each) => each.id === id);
    if (method === "PATCH" && comment) {
      comment.body = body.body ?? "";
      return [200, comment];
    }
    return [404, { message: "Not Found" }];
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const authorized = request.headers.authorization === `token ${TOKEN}`;
    const [status, found] = authorized
      ? answer(request.method ?? "", url, await bodyOf(request))
      : [401, { message: "Bad credentials" }];
    const [page, link] = Array.isArray(found) ? paged(found, url) : [found, undefined];
    response.writeHead(status, { "content-type": "application/json", ...(link && { link }) });
    response.end(JSON.stringify(page));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const env = {
    GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    GITHUB_REPOSITORY: "acme/punctual",
    GITHUB_TOKEN: TOKEN,
  };
  return {
    gitHub: gitHubOf(env),
    env,
    comments,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** One page, and where the next is, as GitHub says it. */
function paged(all: readonly unknown[], url: URL): [readonly unknown[], string | undefined] {
  const size = Math.min(100, Number(url.searchParams.get("per_page") ?? 30));
  const page = Number(url.searchParams.get("page") ?? 1);
  const next = new URL(url);
  next.searchParams.set("page", String(page + 1));
  const more = page * size < all.length;
  return [all.slice((page - 1) * size, page * size), more ? `<${next}>; rel="next"` : undefined];
}

async function bodyOf(request: IncomingMessage): Promise<{ body?: string }> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? {} : (JSON.parse(text) as { body?: string });
}
