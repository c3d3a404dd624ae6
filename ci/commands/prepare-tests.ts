import type { Command } from "commander";
import { bringDataServices, tagImage } from "../minikube/prepare.ts";
import { commandPlace } from "../release/place.ts";

const IMAGE = "docker.io/punctual/notifier";

/** `prepare-tests`: what `npm run test:cluster` needs, in a cluster that has Dapr and the images. */
export function addPrepareTests(program: Command): void {
  program
    .command("prepare-tests")
    .description("brings Kafka and PostgreSQL for `npm run test:cluster` into the cluster that kubectl means")
    .option(
      "--minikube <profile>",
      "also name notifier:test as notifier:other in its node, for the engine's test",
    )
    .action(async ({ minikube }: { minikube?: string }) => {
      const place = commandPlace(process.env);
      if (minikube !== undefined) await tagImage(minikube, `${IMAGE}:test`, `${IMAGE}:other`, place);
      await bringDataServices(place);
    });
}
