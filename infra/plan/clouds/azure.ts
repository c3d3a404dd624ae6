import type { Clouds } from "../record.ts";

/** A kubeconfig as Azure hands it out in exec format. */
const kubeconfig = (name: string) => `apiVersion: v1
kind: Config
clusters:
- name: ${name}
  cluster: { server: "https://${name}-0123abcd.hcp.example.azmk8s.io:443", certificate-authority-data: cGxhY2Vob2xkZXI= }
users:
- name: clusterUser_${name}
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1beta1
      command: kubelogin
      args: [get-token, --environment, AzurePublicCloud, --server-id, 6dae42f8-4368-4678-94ff-3960e28e3630, --client-id, 80faf920-1908-4b52-b5ef-a8e7bedfc67a, --tenant-id, 00000000-0000-0000-0000-000000000000, --login, devicecode]
contexts:
- name: ${name}
  context: { cluster: ${name}, user: clusterUser_${name} }
current-context: ${name}
`;

/** What Azure says in a plan. */
export const AZURE: Clouds = {
  answers: {
    "azure-native:containerservice:listManagedClusterUserCredentials": ({ resourceName }) => ({
      kubeconfigs: [
        {
          name: "clusterUser",
          value: Buffer.from(kubeconfig(String(resourceName))).toString("base64"),
        },
      ],
    }),
  },
  outputs: {
    "azure-native:resources:ResourceGroup": ({ resourceGroupName }) => ({ name: resourceGroupName }),
    "azure-native:network:PublicIPAddress": ({ publicIpAddressName }) => ({
      name: publicIpAddressName,
      ipAddress: "203.0.113.10",
    }),
    "azure-native:network:VirtualNetwork": ({ virtualNetworkName }) => ({ name: virtualNetworkName }),
    "azure-native:managedidentity:UserAssignedIdentity": ({ resourceName }) => ({
      name: resourceName,
      clientId: `client-id-of-${resourceName}`,
      principalId: `principal-id-of-${resourceName}`,
    }),
    "azure-native:containerregistry:Registry": () => ({
      name: "punctual00000000",
      loginServer: "punctual00000000.azurecr.io",
    }),
    "azure-native:containerservice:ManagedCluster": ({ resourceName }) => ({
      name: resourceName,
      oidcIssuerProfile: { enabled: true, issuerURL: `https://oidc.example.azure.com/${resourceName}/` },
    }),
    "azure-native:keyvault:Vault": ({ properties }) => ({
      name: "punctual00000000",
      properties: { ...(properties as object), vaultUri: "https://punctual00000000.vault.azure.net/" },
    }),
  },
};
