/** How Pulumi marks special values on the wire (pulumi/pulumi, sdk/nodejs/runtime/rpc.ts). */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Inputs without their wrappers, and the names of those that were secret. */
export function unwrap(inputs: Record<string, unknown>): [Record<string, unknown>, string[]] {
  const secret = Object.keys(inputs).filter((key) => isSecret(inputs[key]));
  return [deep(inputs) as Record<string, unknown>, secret];
}

function isSecret(value: unknown): value is { value: unknown } {
  return (
    typeof value === "object" && value !== null && (value as Record<string, unknown>)[SIGNATURE] === SECRET
  );
}

function deep(value: unknown): unknown {
  if (isSecret(value)) return deep(value.value);
  if (Array.isArray(value)) return value.map(deep);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deep(each)]));
  }
  return value;
}

/** What a secret value shows as. */
export const MASK = "[secret]";
/** Shorter ones would be found in innocent text. */
const LEAST_LENGTH = 12;

/** Replaces every text that is or holds one of the values. */
export function mask<T>(value: T, secrets: readonly string[]): T {
  const long = secrets.filter(({ length }) => length >= LEAST_LENGTH);
  const visit = (each: unknown): unknown => {
    if (typeof each === "string") return long.reduce((text, secret) => text.replaceAll(secret, MASK), each);
    if (Array.isArray(each)) return each.map(visit);
    if (typeof each === "object" && each !== null) {
      return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, visit(inner)]));
    }
    return each;
  };
  return visit(value) as T;
}
