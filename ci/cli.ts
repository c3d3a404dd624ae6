import { Command } from "commander";
import { addComment } from "./commands/comment.ts";
import { addCompare } from "./commands/compare.ts";
import { addDeploy } from "./commands/deploy.ts";
import { addDeployedImages } from "./commands/deployed-images.ts";
import { addDrift } from "./commands/drift.ts";
import { addEnvironment } from "./commands/environment.ts";
import { addImage } from "./commands/image.ts";
import { addOciLogin } from "./commands/oci-login.ts";
import { addPreview } from "./commands/preview.ts";
import { addPromote } from "./commands/promote.ts";
import { addRegistryLogin } from "./commands/registry-login.ts";
import { addSmoke } from "./commands/smoke.ts";
import { CiFailed } from "./failure.ts";

const program = new Command("npm run ci --")
  .description("What the workflows run, each of it on a laptop too.")
  .showHelpAfterError("(`npm run ci -- --help` lists the commands)")
  .showSuggestionAfterError();
// One file of commands/ each.
const commands: readonly ((program: Command) => void)[] = [
  addCompare,
  addPreview,
  addComment,
  addDeploy,
  addPromote,
  addDeployedImages,
  addDrift,
  addEnvironment,
  addImage,
  addOciLogin,
  addRegistryLogin,
  addSmoke,
];
for (const add of commands) add(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CiFailed)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
