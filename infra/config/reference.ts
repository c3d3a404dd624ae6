import { branches, configurationShape, type JsonSchema } from "./describe.ts";
import { SECRET_KEYS } from "./schema.ts";

const HEAD = `# Configuration of a stack

<!-- Made by \`npm run infra -- reference\` from infra/config; a test fails when it isn't up to date. -->

Values are in \`stacks/Pulumi.<stack>.yaml\`; secrets are set with \`pulumi config set --secret punctual:KEY\` and kept
encrypted there. Everything is checked before any resource is touched, and every wrong or missing key is named with the
command that mends it. A key in bold must be given where its section applies.
`;

/** A line of the reference: a key with what it may be. */
interface Row {
  readonly path: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

/** The reference of all keys, as Markdown. */
export function configurationReference(): string {
  const targets = alternatives(configurationShape());
  const [first] = targets;
  const shared = Object.entries(first?.properties ?? {}).filter(
    ([key]) => key !== "target" && key !== "cluster",
  );
  const required = new Set(first?.required);
  const isSimple = (schema: JsonSchema) => !isObject(schema) && alternatives(schema).length === 1;
  const simple = shared.filter(([key, schema]) => !SECRET_KEYS.has(key) && isSimple(schema));
  const compound = shared.filter(([key, schema]) => !SECRET_KEYS.has(key) && !isSimple(schema));
  const secrets = shared.filter(([key]) => SECRET_KEYS.has(key));
  const names = targets.map(nameOf);
  return [
    HEAD,
    "## General\n",
    table([
      { path: "target", required: true, schema: { enum: names, description: "where the stack runs" } },
      ...simple.map(([path, schema]) => ({ path, required: required.has(path), schema })),
    ]),
    "## cluster\n",
    "An existing cluster is used in any target where the secret `kubeconfig` is set.\n",
    ...targets.flatMap((target) => {
      const cluster = target.properties?.cluster;
      return cluster ? [`### On ${nameOf(target)}\n`, table(rows("cluster", cluster))] : [];
    }),
    ...compound.flatMap(([key, schema]) => section(key, schema)),
    "## Secrets\n",
    table(secrets.map(([path, schema]) => ({ path, required: false, schema }))),
  ].join("\n");
}

function section(key: string, schema: JsonSchema): string[] {
  const about = schema.description ? [`${sentence(schema.description)}\n`] : [];
  const choices = alternatives(schema);
  if (choices.length === 1) return [`## ${key}\n`, ...about, table(rows(key, schema))];
  return [
    `## ${key}\n`,
    ...about,
    ...choices.flatMap((choice) => [
      `### ${key}: \`${nameOf(choice)}\`\n`,
      ...(choice.description ? [`${sentence(choice.description)}\n`] : []),
      table(rows(key, choice)),
    ]),
  ];
}

/** Every key below an object, with those of objects within it; one that several alternatives have stands once. */
function rows(path: string, schema: JsonSchema): Row[] {
  const found = new Map<string, Row>();
  for (const branch of branches(schema)) {
    for (const [key, each] of Object.entries(branch.properties ?? {})) {
      const own = `${path}.${key}`;
      const known = found.get(own);
      const required = (branch.required ?? []).includes(key) && each.default === undefined;
      const merged = known ? { ...each, anyOf: [known.schema, each] } : each;
      found.set(own, { path: own, required: required && (known?.required ?? true), schema: merged });
      const within = isObject(each) || alternatives(each).length > 1;
      if (within) for (const row of rows(own, each)) found.set(row.path, row);
    }
  }
  return [...found.values()];
}

function alternatives(schema: JsonSchema): readonly JsonSchema[] {
  return schema.oneOf ?? [schema];
}

const isObject = (schema: JsonSchema) => branches(schema).some(({ properties }) => properties !== undefined);

/** What tells an alternative from its siblings: its `target` or `mode`. */
function nameOf(schema: JsonSchema): string {
  const { target, mode } = schema.properties ?? {};
  const tag = target ?? mode;
  return String(tag?.const ?? tag?.enum?.join("` or `") ?? "");
}

function table(list: readonly Row[]): string {
  const lines = list.map(({ path, required, schema }) => {
    const name = required ? `**\`${path}\`**` : `\`${path}\``;
    const fallback = schema.default === undefined ? "" : `\`${JSON.stringify(schema.default)}\``;
    return `| ${name} | ${typeOf(schema)} | ${fallback} | ${(schema.description ?? "").replaceAll("|", "\\|")} |`;
  });
  return ["| key | type | default | meaning |", "|---|---|---|---|", ...lines, ""].join("\n");
}

function typeOf(schema: JsonSchema): string {
  const values = branches(schema).flatMap(
    ({ enum: list, const: one }) => list ?? (one === undefined ? [] : [one]),
  );
  if (values.length > 0 && !isObject(schema))
    return [...new Set(values)].map((value) => `\`${value}\``).join(", ");
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  return branches(schema).find(({ type }) => type !== undefined)?.type ?? "object";
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
