import type { ResourceRule, StackRule } from "./rule.ts";
import { costLabels } from "./rules/cost-labels.ts";
import { daprDeniesByDefault } from "./rules/dapr-denies-by-default.ts";
import { defaultDeny } from "./rules/default-deny.ts";
import { encryptedAtRest } from "./rules/encrypted-at-rest.ts";
import { encryptedInTransit } from "./rules/encrypted-in-transit.ts";
import { explicitProvider } from "./rules/explicit-provider.ts";
import { imagesByDigest } from "./rules/images-by-digest.ts";
import { narrowCloudRights } from "./rules/narrow-cloud-rights.ts";
import { narrowRbac } from "./rules/narrow-rbac.ts";
import { noHostAccess } from "./rules/no-host-access.ts";
import { noLocalAccounts } from "./rules/no-local-accounts.ts";
import { noOpenFirewall } from "./rules/no-open-firewall.ts";
import { noPlainSecrets } from "./rules/no-plain-secrets.ts";
import { noPrivileges } from "./rules/no-privileges.ts";
import { noPublicService } from "./rules/no-public-service.ts";
import { nonRoot } from "./rules/non-root.ts";
import { ownServiceAccount } from "./rules/own-service-account.ts";
import { pinnedSources } from "./rules/pinned-sources.ts";
import { podSecurityLabels } from "./rules/pod-security-labels.ts";
import { privateApiServer } from "./rules/private-api-server.ts";
import { privateNodes } from "./rules/private-nodes.ts";
import { readOnlyRoot } from "./rules/read-only-root.ts";
import { resourcesStated } from "./rules/resources-stated.ts";
import { restrictedWorkloads } from "./rules/restricted-workloads.ts";
import { seccomp } from "./rules/seccomp.ts";

/** What each resource must hold to. */
export const RESOURCE_RULES: readonly ResourceRule[] = [
  imagesByDigest,
  resourcesStated,
  noHostAccess,
  noPrivileges,
  nonRoot,
  readOnlyRoot,
  seccomp,
  ownServiceAccount,
  noPlainSecrets,
  podSecurityLabels,
  noPublicService,
  privateApiServer,
  privateNodes,
  noOpenFirewall,
  encryptedAtRest,
  encryptedInTransit,
  daprDeniesByDefault,
  narrowRbac,
  narrowCloudRights,
  noLocalAccounts,
  costLabels,
  pinnedSources,
  explicitProvider,
];

/** What all resources of a stack must hold to together. */
export const STACK_RULES: readonly StackRule[] = [restrictedWorkloads, defaultDeny];
