/** What a job's token may do. */
export type Permissions = Readonly<Record<string, "read" | "write">>;

/**
 * Every permission of every job that runs here, by file and job: one that isn't on this list, or not needed any more, is
 * a fault. Who adds a line says why it is needed, in the workflow beside it.
 */
export const PERMISSIONS: Readonly<Record<string, Readonly<Record<string, Permissions>>>> = {
  "build-and-test.yml": { test: { contents: "read" } },
  "deploy.yml": {
    test: { contents: "read" },
    images: { attestations: "write", contents: "read", "id-token": "write", packages: "write" },
    dev: { contents: "read", "id-token": "write", packages: "read" },
    staging: { contents: "read", "id-token": "write", packages: "read" },
    production: { contents: "read", "id-token": "write", packages: "read" },
  },
  "deploy-stack.yml": { deploy: { contents: "read", "id-token": "write", packages: "read" } },
  "drift.yml": {
    look: { contents: "read", "id-token": "write" },
    issue: { contents: "read", issues: "write" },
  },
  "images.yml": {
    build: { attestations: "write", contents: "read", "id-token": "write", packages: "write" },
    release: { contents: "read" },
  },
  "deploy-minikube.yml": { minikube: { contents: "read" } },
  "preview.yml": {
    plan: { contents: "read" },
    preview: { contents: "read", "id-token": "write" },
  },
  "preview-comment.yml": {
    comment: { actions: "read", contents: "read", "pull-requests": "write" },
  },
};

/**
 * Jobs that run what a pull request brings, and yet may do something: each with what makes that safe.
 */
export const TRUSTED_WITH_PULL_REQUESTS: Readonly<Record<string, string>> = {
  "preview.yml preview":
    "only branches of this repository, whose authors may push; the environment's identity may only read",
};
