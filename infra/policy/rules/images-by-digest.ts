import { wrongContainers } from "../pods.ts";
import { at, text } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

const DIGEST = /@sha256:[0-9a-f]{64}$/;
/** A tag stands after the last slash; a colon before it is a registry's port. */
const TAG = /:([^:/]+)$/;

export const imagesByDigest: ResourceRule = {
  name: "images-by-digest",
  description: "Every container's image is one that can't be exchanged behind our back.",
  remedy: "Name the image by its digest: name@sha256:… (on a laptop's cluster: by a tag other than latest)",
  check: (resource, { laptop }) =>
    wrongContainers(resource, (container) => {
      const image = text(at(container, "image"));
      if (DIGEST.test(image)) return [];
      const tag = TAG.exec(image)?.[1];
      if (tag === undefined) return [`runs the image "${image}", which has neither digest nor tag`];
      if (tag === "latest") return [`runs the image "${image}", which is another one tomorrow`];
      return laptop ? [] : [`runs the image "${image}" by a tag, which can be moved`];
    }),
};
