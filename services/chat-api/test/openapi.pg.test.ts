import { type Document, type JsonSchema, operationsOf } from "@punctual/service-kit/http/openapi/document";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { startChatApi } from "./support/app.ts";

const { app } = await startChatApi();
const answer = await app.inject({ url: "/openapi.json" });
const document = answer.json<Document>();
const operations = operationsOf(document).map((placed) => ({
  ...placed,
  name: `${placed.method.toUpperCase()} ${placed.path}`,
}));

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema(document, "document");

interface Body {
  readonly content?: Readonly<Record<string, { schema?: JsonSchema; example?: unknown; examples?: object }>>;
}
const resolved = (given: object): Body => {
  const name = "$ref" in given ? String(given.$ref).split("/").at(-1) : undefined;
  return (name === undefined ? given : document.components?.responses?.[name]) as Body;
};

test("is OpenAPI 3.1", () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(operations.length).toBeGreaterThan(20);
});

test("describes every tag, and no other", () => {
  const used = new Set(operations.flatMap(({ operation }) => operation.tags ?? []));
  expect(operations.filter(({ operation }) => !operation.tags?.length).map(({ name }) => name)).toEqual([]);
  const described = new Set(document.tags?.filter((tag) => tag.description).map((tag) => tag.name));
  expect([...used].filter((tag) => !described.has(tag))).toEqual([]);
});

test("names schemas, and refers to none that isn't there", () => {
  const schemas = document.components?.schemas ?? {};
  expect(Object.keys(schemas)).toEqual(expect.arrayContaining(["Task", "NewTask", "Problem"]));
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name,
  );
  expect([...new Set(names)].filter((name) => !(String(name) in schemas))).toEqual([]);
  expect(Object.keys(schemas).filter((name) => !names.includes(name))).toEqual([]);
});

test("gives every operation an id of its own", () => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(ids).not.toContain(undefined);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(operations)("$name", ({ method, path, operation }) => {
  const responses = operation.responses ?? {};

  test("has a summary and asks for a token, or its address is the secret", () => {
    expect(operation.summary).toBeTruthy();
    expect(operation.security !== undefined || path.includes("{token}")).toBe(true);
  });

  test("documents success and problems, and neither default nor failures of ours", () => {
    const statuses = Object.keys(responses);
    expect(statuses.filter((status) => status.startsWith("2"))).not.toEqual([]);
    expect(statuses).toContain("400");
    expect(statuses.filter((status) => !/^[234]\d\d$/.test(status))).toEqual([]);
    if (operation.security) expect(statuses).toEqual(expect.arrayContaining(["401", "403", "429"]));
    if (path.includes("{")) expect(statuses).toContain("404");
    if (method !== "get") expect(statuses).toEqual(expect.arrayContaining(["409", "413", "415"]));
  });

  test("has an example for every body, as its schema wants it", () => {
    const bodies = [operation.requestBody ?? {}, ...Object.values(responses)].map((each) =>
      resolved(each as object),
    );
    for (const { content = {} } of bodies) {
      for (const [type, { schema, example, examples }] of Object.entries(content)) {
        if (type === "text/event-stream") continue;
        const all =
          examples === undefined
            ? [example]
            : Object.values(examples).map((each: { value: unknown }) => each.value);
        expect(all.length, type).toBeGreaterThan(0);
        // References in it are to the document.
        const text = JSON.stringify(schema).replaceAll('"#/', '"document#/');
        const valid = ajv.compile(JSON.parse(text) as object);
        for (const each of all) {
          expect(each, type).toBeDefined();
          expect(valid(each), `${JSON.stringify(each)}: ${ajv.errorsText(valid.errors)}`).toBe(true);
        }
      }
    }
  });
});

test("takes patches as JSON merge patches too", () => {
  for (const { operation } of operations.filter(({ method }) => method === "patch")) {
    expect(Object.keys((operation.requestBody as Body).content ?? {})).toEqual([
      "application/json",
      "application/merge-patch+json",
    ]);
  }
});
