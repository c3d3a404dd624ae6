import { tell } from "../../support/tell.ts";

/** Runs kubectl on the cluster that KUBECONFIG names; throws with what it said when it fails. */
export async function kubectl(args: readonly string[], input = ""): Promise<string> {
  const { code, stdout, stderr } = await tell("kubectl", args, input);
  if (code !== 0) throw new Error(`kubectl ${args.join(" ")} ended with ${code}:\n${stderr}\n${stdout}`);
  return stdout;
}

/** Objects as the API server has them. */
export async function get<T>(...args: readonly string[]): Promise<T> {
  return JSON.parse(await kubectl(["get", "-o", "json", ...args])) as T;
}
