import { describe, expect, it } from "vitest";
import { type Manifest, manifestsIn } from "../../plan/manifests.ts";
import { planned } from "../support/planned.ts";
import { refusal } from "../support/refusal.ts";
import { images, MINIKUBE } from "../support/values.ts";

const json = JSON.stringify;
const MAIL = {
  "punctual:smtpUrl": "smtps://punctual:secret@mail.example.com:10465",
  "punctual:mailFrom": "Punctual <no-reply@example.com>",
};

const plan = async (values: Readonly<Record<string, string>>) =>
  manifestsIn(
    await planned("minikube", {
      ...MINIKUBE,
      "punctual:images": images((name) => `punctual/${name}:test`),
      ...values,
    }),
  );
const find = (manifests: readonly Manifest[], kind: string, name: string) =>
  manifests.find((each) => each.kind === kind && each.metadata.name === name);

describe("a stack that sends notices by mail and to its own networks", async () => {
  const manifests = await plan({ ...MAIL, "punctual:webhookAllowedNetworks": json(["10.1.0.0/16"]) });

  it("lets the notifier reach public addresses by the ports of mail and the web, and those networks", () => {
    const policy = find(manifests, "NetworkPolicy", "notifier-outside")?.spec as {
      egress: { to: { ipBlock: { cidr: string; except?: string[] } }[]; ports?: { port: number }[] }[];
    };
    const [everybody, own] = policy.egress;
    expect(everybody?.ports?.map(({ port }) => port)).toEqual([80, 443, 25, 465, 587, 2525, 10465]);
    expect(everybody?.to.map(({ ipBlock }) => ipBlock.cidr)).toEqual(["0.0.0.0/0", "2000::/3"]);
    expect(everybody?.to[0]?.ipBlock.except).toContain("169.254.0.0/16");
    expect(own).toEqual({ to: [{ ipBlock: { cidr: "10.1.0.0/16" } }] });
  });

  it("tells the notifier of the networks, and its sidecar alone of the mail server", () => {
    const deployment = json(find(manifests, "Deployment", "notifier"));
    expect(deployment).toContain('{"name":"WEBHOOK_ALLOWED_NETWORKS","value":"10.1.0.0/16"}');
    expect(deployment).not.toContain("mail.example.com");
    expect(find(manifests, "Secret", "notifier-smtp")).toMatchObject({
      stringData: { from: expect.anything(), url: expect.anything() },
    });
  });
});

it("a stack without a mail server has its Secret, and nothing in it", async () => {
  const manifests = await plan({});
  expect(find(manifests, "Secret", "notifier-smtp")).toMatchObject({ stringData: { url: "", from: "" } });
});

it.each<[string, Record<string, string>, string]>([
  ["a server without a sender", { smtpUrl: MAIL["punctual:smtpUrl"] }, "mailFrom"],
  ["a sender without a server", { mailFrom: MAIL["punctual:mailFrom"] }, "smtpUrl"],
  ["a server that isn't one", { ...mailOf(), smtpUrl: "mail.example.com" }, "smtpUrl"],
  ["two senders", { ...mailOf(), mailFrom: "a@example.com, b@example.com" }, "mailFrom"],
  ["networks that are no list", { webhookAllowedNetworks: "10.1.0.0/16" }, "webhookAllowedNetworks"],
  ["a network that isn't one", { webhookAllowedNetworks: json(["10.1"]) }, "webhookAllowedNetworks"],
])("%s is refused", (_what, wrong, key) => {
  const values = Object.fromEntries(
    Object.entries(wrong).map(([name, value]) => [`punctual:${name}`, value]),
  );
  expect(refusal({ ...MINIKUBE, ...values })).toContain(`punctual:${key}`);
});

function mailOf(): Record<string, string> {
  return { smtpUrl: MAIL["punctual:smtpUrl"], mailFrom: MAIL["punctual:mailFrom"] };
}
