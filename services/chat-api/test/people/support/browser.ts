import type { App } from "@punctual/service-kit/http/app";
import { PUBLIC_URL } from "./public-url.ts";

/** What a page shows, or where a browser was sent to outside of what it can reach. */
interface Shown {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

interface Asking {
  readonly method?: "GET" | "POST" | "PATCH" | "DELETE";
  readonly form?: Readonly<Record<string, string>>;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** As much of a browser as signing in takes: redirects, forms, and cookies by site. */
export interface Browser {
  /**
   * Goes to an address, follows redirects, and fills in the issuer's forms as this person.
   *
   * @param stopBefore where it isn't to go any more: then that is the url of what is shown
   */
  visit(url: string, as?: string, stopBefore?: string): Promise<Shown>;
  /** Asks once, without following. */
  ask(url: string, asking?: Asking): Promise<Shown>;
  /** The cookies that it has for a site. */
  cookies(origin: string): ReadonlyMap<string, string>;
  /** Takes a cookie as a site would set it. */
  setCookie(origin: string, name: string, value: string): void;
}

const MOST_STEPS = 20;

/** Opens a browser that reaches `app` at its public address, and others over the network. */
export function openBrowser(app: App): Browser {
  const jars = new Map<string, Map<string, string>>();
  const jarOf = (origin: string) => {
    const jar = jars.get(origin) ?? new Map<string, string>();
    jars.set(origin, jar);
    return jar;
  };

  const ask: Browser["ask"] = async (address, asking = {}) => {
    const url = new URL(address, PUBLIC_URL);
    const jar = jarOf(url.origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(cookie && { cookie }), "user-agent": "A browser", ...asking.headers };
    const shown =
      url.origin === PUBLIC_URL ? await inject(app, url, asking, headers) : await send(url, asking, headers);
    for (const line of shown.headers.getSetCookie()) keep(jar, line);
    return shown;
  };
  return {
    ask,
    cookies: (origin) => jarOf(origin),
    setCookie: (origin, name, value) => void jarOf(origin).set(name, value),
    async visit(address, as = "ada", stopBefore = undefined) {
      let shown = await ask(address);
      for (let step = 0; step < MOST_STEPS; step += 1) {
        const location = shown.headers.get("location");
        const form = /<form[^>]* action="([^"]+)"/.exec(shown.body)?.[1];
        if (location !== null) {
          const next = new URL(location, shown.url);
          if (stopBefore !== undefined && next.href.startsWith(stopBefore)) return { ...shown, url: next };
          shown = await ask(next.href);
        } else if (form !== undefined && shown.url.origin !== PUBLIC_URL) {
          const prompt = /name="prompt" value="(\w+)"/.exec(shown.body)?.[1] ?? "";
          const filled = prompt === "login" ? { prompt, login: as, password: "any" } : { prompt };
          shown = await ask(new URL(form, shown.url).href, { method: "POST", form: filled });
        } else return shown;
      }
      throw new Error(`redirected too often, at last to ${shown.url.href}`);
    },
  };
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const name = pair.slice(0, pair.indexOf("="));
  const value = pair.slice(pair.indexOf("=") + 1);
  const gone = attributes.some((each) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(each)) || value === "";
  if (gone) jar.delete(name);
  else jar.set(name, value);
}

type Sent = Readonly<Record<string, string>>;

async function inject(app: App, url: URL, asking: Asking, headers: Sent): Promise<Shown> {
  const answer = await app.inject({
    method: asking.method ?? "GET",
    url: url.pathname + url.search,
    headers: { ...headers },
    ...(asking.json && { payload: asking.json }),
  });
  const given = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const each of [value].flat()) given.append(name, String(each));
  }
  return { url, status: answer.statusCode, headers: given, body: answer.body };
}

async function send(url: URL, asking: Asking, headers: Sent): Promise<Shown> {
  const answer = await fetch(url, {
    method: asking.method ?? "GET",
    headers,
    redirect: "manual",
    ...(asking.form && { body: new URLSearchParams(asking.form) }),
  });
  return { url, status: answer.status, headers: answer.headers, body: await answer.text() };
}
