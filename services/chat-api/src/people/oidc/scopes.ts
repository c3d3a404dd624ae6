import { SCOPES, type Scope } from "@punctual/contracts/people";

/**
 * Our scopes in an access token: `read` and `write`, alone or as `punctual:read`, `punctual.read` or
 * `<audience>/read`, in the claim `scope` (RFC 9068) or `scp` (Entra ID, Okta). Who may write may read.
 */
export function scopesOf(claims: Readonly<Record<string, unknown>>, audience: string): Scope[] {
  const named = new Set([...words(claims.scope), ...words(claims.scp)]);
  const has = (scope: Scope) =>
    [scope, `punctual:${scope}`, `punctual.${scope}`, `${audience.replace(/\/$/, "")}/${scope}`].some(
      (name) => named.has(name),
    );
  if (has("write")) return [...SCOPES];
  return has("read") ? ["read"] : [];
}

function words(claim: unknown): string[] {
  if (typeof claim === "string") return claim.split(" ");
  return Array.isArray(claim) ? claim.filter((each) => typeof each === "string") : [];
}
