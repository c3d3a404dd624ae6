import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Argument, type Command } from "commander";
import { IMAGES } from "../../infra/config/images.ts";
import { CiFailed, reasonOf } from "../failure.ts";
import { needed } from "../github/client.ts";
import { parseImages } from "../release/images-file.ts";
import { setOutputs } from "../release/runner-files.ts";

const service = () => new Argument("<service>", "which image").choices(IMAGES);

/** `image-name`, `note-image` and `gather-images`: what images are called, and which ones make a release. */
export function addImage(program: Command): void {
  program
    .command("image-name")
    .description("hands on where GitHub's registry has an image of this repository")
    .addArgument(service())
    .action((name: string) => {
      // Registries know no capitals; owners may have some.
      const repository = needed(process.env, "GITHUB_REPOSITORY").toLowerCase();
      setOutputs({ name: `ghcr.io/${repository}/${name}` }, process.env);
    });
  program
    .command("note-image")
    .description("notes which image was built, for `gather-images`")
    .addArgument(service())
    .argument("<repository>", "host/path/name")
    .argument("<digest>", "sha256:…")
    .requiredOption("--out <folder>", "where to note it")
    .action((name: string, repository: string, digest: string, { out }: { out: string }) => {
      mkdirSync(out, { recursive: true });
      writeFileSync(join(out, `${name}.json`), JSON.stringify({ [name]: `${repository}@${digest}` }));
    });
  program
    .command("gather-images")
    .description("makes images.json, a release, of what was noted; fails when an image is missing")
    .argument("<folder>", "of what was noted")
    .requiredOption("--out <file>", "where to write it")
    .action((folder: string, { out }: { out: string }) => {
      const noted = Object.assign({}, ...notesIn(folder)) as object;
      const images = parseImages(JSON.stringify(noted), folder);
      writeFileSync(out, `${JSON.stringify(images, null, 2)}\n`);
    });
}

function notesIn(folder: string): object[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as object);
  } catch (error) {
    throw new CiFailed(`${folder} can't be read: ${reasonOf(error)}`);
  }
}
