import { timeZone } from "@punctual/contracts/time";
import type { Identity } from "../store/persons.ts";

/** Reads who somebody is from an issuer's claims (OpenID Connect Core 1.0 section 5.1). */
export function identityOf(
  issuer: string,
  subject: string,
  claims: Readonly<Record<string, unknown>>,
): Identity {
  return {
    issuer,
    subject,
    email: short(claims.email, 320),
    name: short(claims.name, 100),
    timeZone: timeZone.safeParse(claims.zoneinfo).data,
  };
}

/**
 * Whether somebody may come in: anybody whom the issuer vouches for, or where addresses are given, only those
 * (`ada@example.com`, or `@example.com` for all of a domain) whom the issuer doesn't call unverified.
 */
export function mayComeIn(
  allowed: readonly string[] | undefined,
  claims: Readonly<Record<string, unknown>>,
): boolean {
  if (!allowed) return true;
  const { email, email_verified } = claims;
  if (typeof email !== "string" || email_verified === false) return false;
  const address = email.toLowerCase();
  const domain = address.slice(address.lastIndexOf("@"));
  return allowed.some((each) => each.toLowerCase() === (each.startsWith("@") ? domain : address));
}

function short(claim: unknown, most: number): string | undefined {
  if (typeof claim !== "string") return undefined;
  const text = claim.replaceAll("\0", "").trim();
  return text === "" ? undefined : text.slice(0, most);
}
