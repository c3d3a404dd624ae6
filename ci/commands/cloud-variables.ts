import { Argument, type Command } from "commander";
import { CLOUD_VARIABLES } from "../release/cloud-variables.ts";
import { CLOUDS, type Environment } from "../release/environment.ts";
import { setVariables } from "../release/runner-files.ts";

/** `cloud-variables CLOUD`: tells later steps of a job what Pulumi must know of its sign-in. */
export function addCloudVariables(program: Command): void {
  program
    .command("cloud-variables")
    .description("tells later steps of a job what Pulumi must know of its sign-in")
    .addArgument(new Argument("<cloud>", "that the job is signed in to").choices(CLOUDS))
    .action((cloud: Environment["cloud"]) => setVariables(CLOUD_VARIABLES[cloud](process.env), process.env));
}
