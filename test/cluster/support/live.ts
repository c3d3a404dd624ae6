import { tell } from "../../support/tell.ts";

/** Whether a ServiceAccount of a namespace may do something: `get secret/name`. */
export async function may(namespace: string, account: string, ...what: readonly string[]): Promise<boolean> {
  const who = ["-n", namespace, "--as", `system:serviceaccount:${namespace}:${account}`];
  const { stdout, stderr } = await tell("kubectl", [...who, "auth", "can-i", ...what]);
  const answer = stdout.trim();
  if (answer !== "yes" && answer !== "no") throw new Error(`kubectl auth can-i said: ${stdout}${stderr}`);
  return answer === "yes";
}
