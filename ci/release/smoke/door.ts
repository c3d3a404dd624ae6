/** A check that failed; the message says what was asked, what was expected and what came. */
export class SmokeFailed extends Error {
  override readonly name = "SmokeFailed";
}

/** A request to the public door. */
interface Ask {
  readonly method?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Left out for somebody who shows no token. */
  readonly token?: string;
}

/** The public door of a stack. */
export interface Door {
  readonly url: URL;
  /** Asks, and insists on the status; @returns the body, from JSON where there is one. @throws SmokeFailed */
  ask(path: string, status: number, ask?: Ask): Promise<unknown>;
}

/** How long one answer may take, in milliseconds. */
const LIMIT_MS = 15_000;
const SHOWN = 300;

/** @param url of the public door; certificates are checked as a browser does */
export function openDoor(url: URL): Door {
  return {
    url,
    async ask(path, status, { method = "GET", body, token } = {}) {
      const target = new URL(path, url);
      const asked = `${method} ${target}`;
      const request = {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { "content-type": "application/json" }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: "manual" as const,
        signal: AbortSignal.timeout(LIMIT_MS),
      };
      let found: { status: number; text: string };
      try {
        const response = await fetch(target, request);
        found = { status: response.status, text: await response.text() };
      } catch (error) {
        throw new SmokeFailed(`${asked}: no answer (${reasonOf(error)})`);
      }
      if (found.status !== status) {
        const text = found.text.slice(0, SHOWN).trim();
        throw new SmokeFailed(
          `${asked}: expected ${status}, but it answered ${found.status}${text ? `: ${text}` : ""}`,
        );
      }
      try {
        return found.text === "" ? undefined : JSON.parse(found.text);
      } catch {
        throw new SmokeFailed(
          `${asked}: expected JSON, but it answered ${found.text.slice(0, SHOWN).trim()}`,
        );
      }
    },
  };
}

/** The innermost cause says what happened: that `fetch failed` is known. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
