import type { AlertCase } from "../support/case.ts";

const DAY_S = 24 * 60 * 60;
const issuer = 'dapr_sentry_issuercert_expiry_timestamp{pod="sentry-1"}';
const door = (name: string) =>
  `certmanager_certificate_expiration_timestamp_seconds{name="${name}",namespace="ingress"}`;
/** Time begins at 0 in promtool. */
const inDays = (days: number) => `${days * DAY_S}x100`;
const issuerEnds = (after: string) => ({ summary: `Dapr's issuer certificate ends in ${after}` });
const doorEnds = (after: string) => ({
  labels: { name: "punctual-tls" },
  summary: `Certificate punctual-tls of the public door ends in ${after}`,
});

export const CERTIFICATE_CASES: readonly AlertCase[] = [
  {
    alert: "PunctualIssuerCertificateExpires",
    name: "fires once less than 30 days are left, and ends when it is renewed",
    series: { [issuer]: `${30 * DAY_S + 60}x20 ${365 * DAY_S}x100` },
    firing: { "6m": [], "6m30s": [issuerEnds("29d 23h 54m 30s")], "12m": [] },
  },
  {
    alert: "PunctualIssuerCertificateExpires",
    name: "is silent with a year left, and when sentry is restarted or gone",
    series: { [issuer]: `${365 * DAY_S}x20 stale _x20 ${365 * DAY_S}x20` },
    firing: { "10m": [], "20m": [], "30m": [] },
  },
  {
    alert: "PunctualIssuerCertificateExpiresSoon",
    name: "fires in the last week, and when it has ended",
    series: { [issuer]: inDays(6.5) },
    step: "1h",
    firing: { "0s": [], "1h": [issuerEnds("6d 11h 0m 0s")], "4d": [issuerEnds("2d 12h 0m 0s")] },
  },
  {
    alert: "PunctualIssuerCertificateExpiresSoon",
    name: "is silent with 20 days left",
    series: { [issuer]: inDays(20) },
    firing: { "10m": [], "40m": [] },
  },
  {
    alert: "PunctualDoorCertificateExpires",
    name: "fires once less than 21 days are left",
    series: { [door("punctual-tls")]: `${21 * DAY_S + 60}x40`, [door("ingress-ca")]: inDays(1800) },
    firing: { "6m": [], "6m30s": [doorEnds("20d 23h 54m 30s")] },
  },
  {
    alert: "PunctualDoorCertificateExpires",
    name: "is silent with 40 days left, before the first was issued, and for others' certificates",
    series: { [door("punctual-tls")]: `0x20 ${40 * DAY_S}x40`, [door("shop-tls")]: inDays(3) },
    firing: { "8m": [], "20m": [] },
  },
  {
    alert: "PunctualDoorCertificateExpiresSoon",
    name: "fires in the last week",
    series: { [door("punctual-tls")]: inDays(6) },
    firing: { "4m30s": [], "5m": [doorEnds("5d 23h 55m 0s")] },
  },
  {
    alert: "PunctualDoorCertificateExpiresSoon",
    name: "is silent with 20 days left, and where there is none",
    series: { [door("punctual-tls")]: inDays(20), [door("ingress-ca")]: "0x100" },
    firing: { "10m": [], "40m": [] },
  },
];
