import { join } from "node:path";
import { type Command, type Step, told } from "../step.ts";

/** An image to build. */
interface Image {
  /** Of a service, or `setup`: the Dockerfile's argument SERVICE. */
  readonly name: string;
  /** Where it goes, with its tag. */
  readonly reference: string;
  readonly tag: string;
  readonly revision: string;
}

/** Steps that build an image and bring it to where nodes find it, and how a stack names it then (may hold answers). */
interface Built {
  readonly steps: readonly Step[];
  readonly reference: string;
}

/** A way to build images. */
export type Builder = (image: Image) => Built;

const DOCKERFILE = "services/Dockerfile";

const labels = ({ name, tag, revision }: Image) => [
  `SERVICE=${name}`,
  `VERSION=${tag}`,
  `REVISION=${revision}`,
];
/** `digestChatApi`: what a digest is called among answers. */
const digestOf = (name: string) =>
  `digest${name.replaceAll(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}`;
const byDigest = ({ name, reference }: Image) =>
  `${reference.slice(0, reference.lastIndexOf(":"))}@${told(digestOf(name))}`;

/** Docker's buildx, which pushes what it builds; an image whose tag is in the registry isn't built again. */
export function docker(platforms: string, extra: readonly string[]): Builder {
  return (image) => {
    const { name, reference } = image;
    const inspect = (...args: string[]): Command => ({
      tool: "docker",
      args: ["buildx", "imagetools", "inspect", reference, ...args],
    });
    return {
      reference: byDigest(image),
      steps: [
        {
          kind: "run",
          purpose: `${name} in the registry`,
          command: {
            tool: "docker",
            args: [
              ...["buildx", "build", "--file", DOCKERFILE, "--platform", platforms],
              ...labels(image).flatMap((each) => ["--build-arg", each]),
              ...["--tag", reference, "--push", ...extra, "."],
            ],
            live: true,
          },
          unless: inspect(),
        },
        {
          kind: "ask",
          purpose: `its digest`,
          of: inspect("--format", "{{.Manifest.Digest}}"),
          as: digestOf(name),
        },
      ],
    };
  };
}

/** @param scratch a folder for the digests that it writes */
export function podman(platforms: string, extra: readonly string[], scratch: string): Builder {
  return (image) => {
    const { name, reference } = image;
    const digest = join(scratch, `${name}.digest`);
    return {
      reference: byDigest(image),
      steps: [
        {
          kind: "run",
          purpose: `${name}, built`,
          command: {
            tool: "podman",
            args: [
              ...["build", "--file", DOCKERFILE, "--platform", platforms],
              ...labels(image).flatMap((each) => ["--build-arg", each]),
              ...["--manifest", reference, ...extra, "."],
            ],
            live: true,
          },
        },
        {
          kind: "run",
          purpose: `${name} in the registry`,
          command: {
            tool: "podman",
            args: ["manifest", "push", "--all", "--digestfile", digest, reference, `docker://${reference}`],
            live: true,
          },
        },
        { kind: "ask", purpose: "its digest", of: { file: digest }, as: digestOf(name) },
      ],
    };
  };
}

/** In the node of a Minikube itself: no registry, so a tag by content names the image. */
export function minikube(profile: string, extra: readonly string[]): Builder {
  return (image) => {
    const on = (...args: string[]): Command => ({ tool: "minikube", args: ["--profile", profile, ...args] });
    return {
      reference: image.reference,
      steps: [
        {
          kind: "run",
          purpose: `${image.name} in the node`,
          command: {
            ...on(
              ...["image", "build", "--file", DOCKERFILE],
              ...labels(image).flatMap((each) => ["--build-opt", `build-arg=${each}`]),
              ...["--tag", image.reference, ...extra, "."],
            ),
            live: true,
          },
          unless: { ...on("image", "ls"), lists: image.reference },
        },
      ],
    };
  };
}
