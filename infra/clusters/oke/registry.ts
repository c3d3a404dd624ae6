import { ContainerRepository } from "@pulumi/oci/artifacts/index.js";
import { getNamespaceOutput } from "@pulumi/oci/objectstorage/index.js";
import * as pulumi from "@pulumi/pulumi";
import { imagesSchema } from "../../config/images.ts";
import type { Scope } from "./scope.ts";

/**
 * A private repository for each image.
 *
 * @returns where to push to: `ocir.REGION.oci.oraclecloud.com/NAMESPACE/NAME`
 */
export function createRegistry({ config, tags, opts, guarded }: Scope): pulumi.Output<string> {
  for (const image of Object.keys(imagesSchema.shape)) {
    new ContainerRepository(
      image,
      {
        compartmentId: config.compartmentId,
        freeformTags: tags,
        displayName: `${config.name}/${image}`,
        isPublic: false,
      },
      guarded,
    );
  }
  const { namespace } = getNamespaceOutput({ compartmentId: config.tenancyId }, opts);
  return pulumi.interpolate`ocir.${config.region}.oci.oraclecloud.com/${namespace}/${config.name}`;
}
