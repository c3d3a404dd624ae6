import { Repository } from "@pulumi/gcp/artifactregistry/index.js";
import { type Google, guarded } from "./google.ts";

/** A repository of images. Its tags can't be moved: what was deployed by a tag's digest stays under it. */
export function createRepository(google: Google): Repository {
  const { config, labels } = google;
  return new Repository(
    "images",
    {
      repositoryId: config.name,
      location: config.region,
      format: "DOCKER",
      description: "Images of Punctual's services",
      dockerConfig: { immutableTags: true },
      labels,
    },
    guarded(google),
  );
}
