import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseAllDocuments } from "yaml";
import { z } from "zod";

const ROOT = new URL("../../../dapr/", import.meta.url);

/** A Dapr resource as a file declares it. */
const resource = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.looseObject({}),
  scopes: z.array(z.string()).optional(),
});
/** A Dapr resource as a file declares it. */
export type Resource = z.infer<typeof resource>;

/** Every resource in a folder of `dapr/`, or in one of its files. */
export function resourcesIn(path: string): Resource[] {
  const files = path.endsWith(".yaml")
    ? [path]
    : readdirSync(fileURLToPath(new URL(path, ROOT))).map((file) => `${path}/${file}`);
  return files.flatMap((file) =>
    parseAllDocuments(readFileSync(new URL(file, ROOT), "utf8")).map((document) =>
      resource.parse(document.toJS()),
    ),
  );
}

const componentSpec = z.object({
  type: z.string(),
  version: z.string(),
  metadata: z.array(
    z.strictObject({
      name: z.string(),
      value: z.string().optional(),
      secretKeyRef: z.strictObject({ name: z.string(), key: z.string() }).optional(),
    }),
  ),
});

/** A component, with its settings by name. */
export interface Component {
  readonly name: string;
  readonly type: string;
  readonly scopes: readonly string[] | undefined;
  readonly secretStore: string | undefined;
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly secretKeyRefs: readonly { readonly name: string; readonly key: string }[];
}

/** The components in a folder or file of `dapr/`. */
export function componentsIn(path: string): Component[] {
  return resourcesIn(path)
    .filter(({ kind }) => kind === "Component")
    .map((found) => {
      const { type, metadata } = componentSpec.parse(found.spec);
      const auth = z.object({ secretStore: z.string() }).optional().parse(found.auth);
      return {
        name: found.metadata.name,
        type,
        scopes: found.scopes,
        secretStore: auth?.secretStore,
        values: Object.fromEntries(metadata.map(({ name, value }) => [name, value])),
        secretKeyRefs: metadata.flatMap(({ secretKeyRef }) => secretKeyRef ?? []),
      };
    });
}

const subscriptionSpec = z.strictObject({
  pubsubname: z.string(),
  topic: z.string(),
  routes: z.strictObject({ default: z.string() }),
  deadLetterTopic: z.string().optional(),
});

/** A subscription of one app. */
export interface Subscription {
  readonly appId: string | undefined;
  readonly scopes: readonly string[];
  readonly pubsub: string;
  readonly topic: string;
  readonly route: string;
  readonly deadLetterTopic: string | undefined;
}

/** Every subscription in `dapr/subscriptions/`. */
export function subscriptions(): Subscription[] {
  return resourcesIn("subscriptions").map(({ spec, scopes = [] }) => {
    const { pubsubname, topic, routes, deadLetterTopic } = subscriptionSpec.parse(spec);
    return { appId: scopes[0], scopes, pubsub: pubsubname, topic, route: routes.default, deadLetterTopic };
  });
}

const configurationSpec = z.looseObject({
  accessControl: z.object({
    defaultAction: z.string(),
    trustDomain: z.string(),
    policies: z
      .array(
        z.object({
          appId: z.string(),
          defaultAction: z.string(),
          operations: z.array(
            z.strictObject({ name: z.string(), httpVerb: z.array(z.string()), action: z.string() }),
          ),
        }),
      )
      .default([]),
  }),
  secrets: z.object({
    scopes: z.array(
      z.strictObject({
        storeName: z.string(),
        defaultAccess: z.string(),
        allowedSecrets: z.array(z.string()).optional(),
      }),
    ),
  }),
});
/** What an app's sidecar allows. */
export type Configuration = z.infer<typeof configurationSpec> & { readonly name: string };

/** The configuration of each app, in `dapr/configurations/`. */
export function configurations(): Configuration[] {
  return resourcesIn("configurations").map((found) => ({
    name: found.metadata.name,
    ...configurationSpec.parse(found.spec),
  }));
}
