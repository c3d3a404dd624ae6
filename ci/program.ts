import { Command } from "commander";
import { addCloudVariables } from "./commands/cloud-variables.ts";
import { addComment } from "./commands/comment.ts";
import { addCompare } from "./commands/compare.ts";
import { addDeploy } from "./commands/deploy.ts";
import { addDeployedImages } from "./commands/deployed-images.ts";
import { addDiagnostics } from "./commands/diagnostics.ts";
import { addDrift } from "./commands/drift.ts";
import { addEnvironment } from "./commands/environment.ts";
import { addImage } from "./commands/image.ts";
import { addOciLogin } from "./commands/oci-login.ts";
import { addPrepareTests } from "./commands/prepare-tests.ts";
import { addPreview } from "./commands/preview.ts";
import { addPromote } from "./commands/promote.ts";
import { addPulumi } from "./commands/pulumi.ts";
import { addRegistryLogin } from "./commands/registry-login.ts";
import { addSignImage } from "./commands/sign-image.ts";
import { addSmoke } from "./commands/smoke.ts";
import { addSmokeCluster } from "./commands/smoke-cluster.ts";

/** One file of commands/ each. */
const commands: readonly ((program: Command) => void)[] = [
  addCompare,
  addPreview,
  addComment,
  addPulumi,
  addPrepareTests,
  addDiagnostics,
  addDeploy,
  addPromote,
  addDeployedImages,
  addDrift,
  addEnvironment,
  addImage,
  addOciLogin,
  addRegistryLogin,
  addCloudVariables,
  addSignImage,
  addSmoke,
  addSmokeCluster,
];

/** Every command that workflows run. */
export function ciProgram(): Command {
  const program = new Command("npm run ci --")
    .description("What the workflows run, each of it on a laptop too.")
    .showHelpAfterError("(`npm run ci -- --help` lists the commands)")
    .showSuggestionAfterError();
  for (const add of commands) add(program);
  return program;
}
