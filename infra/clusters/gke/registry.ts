import { Repository } from "@pulumi/gcp/artifactregistry/index.js";
import { type Google, guarded } from "./google.ts";

/** A repository of images. */
export function createRepository(google: Google): Repository {
  const { config, labels } = google;
  return new Repository(
    "images",
    {
      repositoryId: config.name,
      location: config.region,
      format: "DOCKER",
      description: "Images of Punctual's services",
      labels,
    },
    guarded(google),
  );
}
