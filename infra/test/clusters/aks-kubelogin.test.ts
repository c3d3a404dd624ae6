import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { forKubelogin, type LoginMode, throughTunnel } from "../../clusters/aks/kubelogin.ts";

const SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";
const TENANT = "22222222-2222-2222-2222-222222222222";

/** What Azure hands out for `format: exec`. */
const GIVEN = {
  apiVersion: "v1",
  kind: "Config",
  "current-context": "punctual",
  clusters: [
    {
      name: "punctual",
      cluster: { server: "https://api.example:443", "certificate-authority-data": "Q0E=" },
    },
  ],
  contexts: [{ name: "punctual", context: { cluster: "punctual", user: "clusterUser_punctual" } }],
  users: [
    {
      name: "clusterUser_punctual",
      user: {
        exec: {
          apiVersion: "client.authentication.k8s.io/v1beta1",
          command: "kubelogin",
          args: [
            ...["get-token", "--environment", "AzureUSGovernment", "--server-id", SERVER],
            ...[
              "--client-id",
              "80faf920-1908-4b52-b5ef-a8e7bedfc67a",
              "--tenant-id",
              TENANT,
              "--login",
              "devicecode",
            ],
          ],
          env: null,
          provideClusterInfo: false,
        },
      },
    },
  ],
};
const rewritten = (mode: LoginMode, given: unknown = GIVEN) => parse(forKubelogin(stringify(given), mode));

describe("forKubelogin", () => {
  // What kubelogin convert-kubeconfig makes of it (Azure/kubelogin, pkg/internal/converter).
  it.each<[LoginMode, string[]]>([
    ["azurecli", []],
    ["workloadidentity", []],
    ["msi", []],
    ["spn", ["--environment", "AzureUSGovernment", "--tenant-id", TENANT]],
  ])("signs in by %s without asking a person", (mode, more) => {
    expect(rewritten(mode).users[0].user.exec).toMatchObject({
      command: "kubelogin",
      args: ["get-token", "--login", mode, "--server-id", SERVER, ...more],
      interactiveMode: "Never",
    });
  });

  it("leaves everything else as it was", () => {
    const { users, ...rest } = rewritten("azurecli");
    const { users: _, ...given } = GIVEN;
    expect(rest).toEqual(given);
    expect(users).toHaveLength(1);
    expect(users[0].name).toBe("clusterUser_punctual");
  });

  it("refuses a kubeconfig that says no server", () => {
    const [user] = GIVEN.users;
    const users = [{ ...user, user: { exec: { command: "kubelogin", args: ["get-token"] } } }];
    expect(() => rewritten("msi", { ...GIVEN, users })).toThrow(/--server-id/);
  });

  it("refuses a kubeconfig of a local account, whose token would be a secret for good", () => {
    const users = [{ name: "clusterAdmin", user: { token: "t" } }];
    expect(() => rewritten("azurecli", { ...GIVEN, users })).toThrow(/exec/);
  });
});

describe("throughTunnel", () => {
  it("goes to the tunnel's near end and asks for the API server's own name", () => {
    const { clusters, ...rest } = parse(throughTunnel(stringify(GIVEN), "127.0.0.1:6443"));
    expect(clusters).toEqual([
      {
        name: "punctual",
        cluster: {
          server: "https://127.0.0.1:6443",
          "tls-server-name": "api.example",
          "certificate-authority-data": "Q0E=",
        },
      },
    ]);
    const { clusters: _, ...given } = GIVEN;
    expect(rest).toEqual(given);
  });

  it("changes nothing where there is no tunnel", () => {
    expect(throughTunnel("anything", undefined)).toBe("anything");
  });
});
