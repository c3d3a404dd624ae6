import type { App } from "@punctual/service-kit/http/app";
import { type Document, operationsOf } from "@punctual/service-kit/http/openapi/document";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { InjectOptions, LightMyRequestResponse as Response } from "fastify";

/** What an answer must be compared with. */
interface Asked {
  readonly method: string;
  /** With or without a query. */
  readonly url: string;
}

/** Throws where an answer isn't as the OpenAPI document says. */
type CheckAnswer = (asked: Asked, answer: Pick<Response, "statusCode" | "headers" | "body">) => void;

type Media = Readonly<Record<string, { readonly schema?: object }>>;
interface Documented {
  readonly $ref?: string;
  readonly content?: Media;
}

/** Makes a check of answers against a document: the status, the content type and the body must be in it. */
function checkAgainst(document: Document): CheckAnswer {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  addFormats.default(ajv);
  ajv.addSchema(document, "document");
  const operations = operationsOf(document)
    // What is said word for word comes before what a parameter stands for.
    .sort((a, b) => parameters(a.path) - parameters(b.path))
    .map((placed) => ({ ...placed, pattern: patternOf(placed.path) }));
  const validators = new Map<string, ValidateFunction>();
  const validator = (pointer: string) => {
    const known = validators.get(pointer);
    if (known) return known;
    const made = ajv.compile({ $ref: `document#${pointer}` });
    validators.set(pointer, made);
    return made;
  };

  return (asked, { statusCode, headers, body }) => {
    const [path = ""] = asked.url.split("?", 1);
    const method = asked.method.toLowerCase();
    const found = operations.find((each) => each.method === method && each.pattern.test(path));
    // What isn't in the document on purpose: health, metrics, MCP, the sidecar's; and addresses that there aren't.
    if (!found || statusCode >= 500) return;
    const at = `${asked.method} ${found.path}: ${statusCode}`;
    const given = found.operation.responses?.[statusCode] as Documented | undefined;
    if (!given) throw new Error(`${at} isn't documented: ${body}`);
    const [, , kind, name = ""] = given.$ref?.split("/") ?? [];
    const response = kind ? (document.components?.responses?.[name] as Documented) : given;
    const type = String(headers["content-type"] ?? "").split(";", 1)[0] ?? "";
    if (!response.content) {
      if (body !== "") throw new Error(`${at} has a body, but none is documented: ${body}`);
      return;
    }
    // What Prefer: return=minimal leaves out.
    if (body === "" && headers["preference-applied"] !== undefined) return;
    const media = response.content[type];
    if (!media) throw new Error(`${at} comes as ${type || "nothing"}, which isn't documented`);
    if (!/[/+]json$/.test(type) || !media.schema) return;
    const base = kind
      ? `/components/responses/${name}`
      : `/paths/${escaped(found.path)}/${method}/responses/${statusCode}`;
    const valid = validator(`${base}/content/${escaped(type)}/schema`);
    if (!valid(JSON.parse(body))) {
      throw new Error(`${at} isn't as documented: ${ajv.errorsText(valid.errors)}\n${body}`);
    }
  };
}

/** Has every answer that tests get from an app by `inject` compared with its own document. */
export function checkAnswers(app: App): void {
  const inject = app.inject.bind(app) as (options: InjectOptions | string) => Promise<Response>;
  let check: CheckAnswer | undefined;
  const checked = async (given: InjectOptions | string) => {
    const options = typeof given === "string" ? { url: given } : given;
    const answer = await inject(options);
    check ??= checkAgainst(app.swagger() as Document);
    const url = typeof options.url === "string" ? options.url : (options.url?.pathname ?? options.path);
    // Compressed bodies are for the tests that ask for them.
    if (typeof url === "string" && answer.headers["content-encoding"] === undefined) {
      check({ method: options.method ?? "GET", url }, answer);
    }
    return answer;
  };
  app.inject = checked as App["inject"];
}

const parameters = (path: string) => path.split("{").length;
const patternOf = (path: string) =>
  new RegExp(`^${path.replaceAll(/[.+]/g, "\\$&").replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);
const escaped = (part: string) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
