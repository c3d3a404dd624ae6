import type { AlertingRule, RuleGroup } from "./rule.ts";

const DAY_S = 24 * 60 * 60;

/** Who signs sidecars' certificates. A chart makes it for a year, and nobody renews it. */
const ISSUER = "min(dapr_sentry_issuercert_expiry_timestamp)";
/** The public door's certificate and its authority's. One that was never issued has no time, or none above 0. */
const DOOR =
  'min by (name) (certmanager_certificate_expiration_timestamp_seconds{name=~"punctual-tls|ingress-ca"} > 0)';

/** Certificates that end. */
export const CERTIFICATE_RULES: RuleGroup = {
  name: "punctual-certificates",
  rules: [
    ...expiry("PunctualIssuerCertificateExpires", ISSUER, {
      ticketDays: 30,
      summary: "Dapr's issuer certificate ends in {{ $value | humanizeDuration }}",
      description:
        "Once it has ended no sidecar gets a certificate: services stop talking to each other, and everything but plain tasks stands still.",
    }),
    ...expiry("PunctualDoorCertificateExpires", DOOR, {
      // cert-manager renews a third before the end: for 90 days, it has failed for nine days by then.
      ticketDays: 21,
      summary: "Certificate {{ $labels.name }} of the public door ends in {{ $value | humanizeDuration }}",
      description: "It should have been renewed. Once it has ended, browsers and agents refuse to connect.",
    }),
  ],
};

interface Expiry {
  readonly ticketDays: number;
  readonly summary: string;
  readonly description: string;
}

/** A ticket early on, and a page in the last week. @param end when it ends, as a time of Unix, in PromQL */
function expiry(alert: string, end: string, { ticketDays, summary, description }: Expiry): AlertingRule[] {
  const rule = (name: string, days: number, severity: AlertingRule["severity"]): AlertingRule => ({
    alert: name,
    expr: `${end} - time() < ${days * DAY_S}`,
    for: "5m",
    severity,
    summary,
    description,
    runbook: "certificate-expiry",
  });
  return [rule(alert, ticketDays, "ticket"), rule(`${alert}Soon`, 7, "page")];
}
