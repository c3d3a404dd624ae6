import type { Step } from "../../infra/cli/step.ts";
import type { Images } from "../../infra/config/images.ts";
import { eachImage, splitReference } from "./images-file.ts";

/** Who must have signed an image: a workflow of ours, as Sigstore certifies it, or who holds a key. */
export type Signer =
  | {
      /** Of the workflow, with its branch: `https://github.com/you/punctual/.github/workflows/images.yml@refs/heads/main`. */
      readonly identity: string;
      /** Of the workflow's token. */
      readonly issuer: string;
    }
  | { readonly publicKey: string };

/** What is promoted, and where to. */
export interface PromoteRequest {
  readonly images: Images;
  readonly signer: Signer;
  /** `host/path` of an environment's registry; undefined to leave images where they are. */
  readonly registry: string | undefined;
  /** What copies are called there besides, so that no clean-up takes them for untagged. */
  readonly tag: string;
}

/** How a release comes to an environment's registry, and how it is named there. */
interface Promotion {
  readonly steps: readonly Step[];
  readonly images: Images;
}

/**
 * Plans that every image is checked to be signed, and copied by digest with its signature and attestations, so that they can
 * be checked where they are used. All are checked before the first is copied. Images that are there already stay.
 *
 * `oras copy --recursive` rather than `cosign copy`, which is deprecated: it leaves out what refers to an image by OCI 1.1,
 * as signatures of Cosign 3 do.
 */
export function planPromotion({ images, signer, registry, tag }: PromoteRequest): Promotion {
  const each = eachImage(images).map(([name, from]) => {
    const { repository, digest } = splitReference(from);
    const to = registry === undefined ? repository : `${registry}/${name}`;
    return { name, from, to, reference: `${to}@${digest}`, moves: to !== repository };
  });
  const moving = each.filter(({ moves }) => moves);
  const copies = moving.map(
    ({ name, from, to }): Step => ({
      kind: "run",
      purpose: `${name} in ${registry}`,
      command: {
        tool: "oras",
        args: [
          ...["copy", "--recursive", "--no-tty"],
          ...(isLoopback(from) ? ["--from-plain-http"] : []),
          ...(isLoopback(to) ? ["--to-plain-http"] : []),
          ...[from, `${to}:${tag}`],
        ],
        live: true,
      },
    }),
  );
  return {
    steps: [
      ...each.map(({ name, from }) => verified(name, from, signer)),
      ...copies,
      // What nodes and people will check is the copy.
      ...moving.map(({ name, reference }) => verified(`the copy of ${name}`, reference, signer)),
    ],
    images: Object.fromEntries(each.map(({ name, reference }) => [name, reference])) as Images,
  };
}

/** A registry on this machine, which tests have, speaks no TLS. */
const isLoopback = (reference: string) => /^(127\.0\.0\.1|localhost)[:/]/.test(reference);

function verified(name: string, reference: string, signer: Signer): Step {
  const by =
    "publicKey" in signer
      ? // Who signs with a key of their own need not publish it in a log.
        ["--key", signer.publicKey, "--insecure-ignore-tlog=true"]
      : ["--certificate-identity", signer.identity, "--certificate-oidc-issuer", signer.issuer];
  return {
    kind: "run",
    purpose: `${name} is signed`,
    command: { tool: "cosign", args: ["verify", ...by, reference] },
  };
}
