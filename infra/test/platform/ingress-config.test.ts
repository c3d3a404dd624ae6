import { expect, test } from "vitest";
import { readConfig } from "../../config.ts";
import { MINIKUBE } from "../support/values.ts";

const gateway = (rest: object) => ({
  mode: "gateway",
  host: "tasks.example.com",
  certificate: { mode: "self-signed" },
  ...rest,
});
const read = (ingress: object) =>
  readConfig({
    values: { ...MINIKUBE, "punctual:ingress": JSON.stringify(ingress) },
    isSecret: () => true,
  });

test.each<[string, object, RegExp]>([
  [
    "a class without its pods' namespace",
    gateway({ gatewayClass: "cilium" }),
    /ingress\.gatewayNamespace must be set with ingress\.gatewayClass/,
  ],
  [
    "a namespace of pods without their class",
    gateway({ gatewayNamespace: "cilium" }),
    /ingress\.gatewayNamespace must not be set without ingress\.gatewayClass/,
  ],
  [
    "an authority without TLS",
    gateway({
      public: true,
      certificate: { mode: "acme", email: "a@example.com", server: "http://acme.example.com" },
    }),
    /ingress\.certificate\.server must be an https:\/\/ address/,
  ],
  [
    "an authority on the internet for an address within the network",
    gateway({ certificate: { mode: "acme", email: "a@example.com" } }),
    /ingress\.certificate\.mode can be "acme" only where ingress\.public is true/,
  ],
  [
    "a certificate without its key",
    gateway({ certificate: { mode: "given", cert: "-----BEGIN CERTIFICATE-----" } }),
    /tlsKey is not set, and ingress\.certificate\.mode is "given"/,
  ],
  ["a host that is no name", gateway({ host: "localhost" }), /ingress\.host must be a DNS name/],
])("%s is refused", (_what, ingress, message) => {
  expect(() => read(ingress)).toThrow(message);
});

test("what is right is taken, with Let's Encrypt as the authority", () => {
  const { ingress } = read(gateway({ public: true, certificate: { mode: "acme", email: "a@example.com" } }));
  expect(ingress).toMatchObject({
    certificate: { server: "https://acme-v02.api.letsencrypt.org/directory" },
  });
});
