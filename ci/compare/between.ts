import { type Manifest, masked, secretsIn } from "../../infra/plan/manifests.ts";
import { PLACEHOLDERS } from "../../infra/plan/placeholders.ts";
import type { Recorded } from "../../infra/plan/record.ts";
import { MASK, mask } from "../../infra/plan/secrets.ts";
import type { Changes } from "./changes.ts";
import { fieldsBetween } from "./fields.ts";

const SECRET = "kubernetes:core/v1:Secret";
/** Placeholders that stand for secrets; the one for images is JSON and none. */
const KNOWN_SECRETS = Object.values(PLACEHOLDERS).filter((text) => !text.startsWith("{"));

/**
 * What differs between two plans of a stack: resources that come, go or change, and in what. Values of secrets are
 * masked on both sides, so that a change of a secret alone isn't seen: on mocks none of them means anything.
 */
export function between(
  before: readonly Recorded[],
  after: readonly Recorded[],
): Pick<Changes, "added" | "changed" | "removed"> {
  // Of both: a text that only one of them calls a secret would differ by its mask.
  const secrets = [...secretsIn(before), ...secretsIn(after), ...KNOWN_SECRETS];
  const [old, fresh] = [indexed(before, secrets), indexed(after, secrets)];
  const added = [...fresh].filter(([key]) => !old.has(key)).map(([, { type, name }]) => ({ type, name }));
  const removed = [...old].filter(([key]) => !fresh.has(key)).map(([, { type, name }]) => ({ type, name }));
  const changed = [...fresh].flatMap(([key, { type, name, shown }]) => {
    const was = old.get(key);
    const fields = was === undefined ? [] : fieldsBetween(was.shown, shown);
    return fields.length > 0 ? [{ type, name, fields, replaced: false }] : [];
  });
  return { added, changed, removed };
}

interface Shown {
  readonly type: string;
  readonly name: string;
  /** What may be shown of it: inputs, and what it was told beside them. */
  readonly shown: Record<string, unknown>;
}

/** Resources by type and name, in that order; the second of the same type and name by a number too. */
function indexed(resources: readonly Recorded[], secrets: readonly string[]): Map<string, Shown> {
  const all = new Map<string, Shown>();
  for (const resource of resources.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    const { type, name } = resource;
    let key = keyOf(resource);
    for (let again = 2; all.has(key); again++) key = `${keyOf(resource)} ${again}`;
    all.set(key, { type, name, shown: shownOf(resource, secrets) });
  }
  return all;
}

const keyOf = ({ type, name }: Recorded) => `${type} ${name}`;

function shownOf(resource: Recorded, secrets: readonly string[]): Record<string, unknown> {
  const { inputs, secretInputs, dependsOn, protect, provider } = resource;
  const open = resource.type === SECRET ? masked(inputs as Manifest, secrets) : mask(inputs, secrets);
  const closed = Object.fromEntries(
    secretInputs.filter((key) => !isSecretData(resource, key)).map((key) => [key, MASK]),
  );
  return {
    ...open,
    ...closed,
    "(options)": {
      dependsOn: Object.fromEntries(dependsOn.map((each) => [each, true])),
      protect,
      provider: provider.split("::").at(-2) ?? "",
    },
  };
}

/** Which keys a Secret has may be seen; `masked` hides what they hold. */
const isSecretData = ({ type }: Recorded, key: string) =>
  type === SECRET && (key === "data" || key === "stringData");
