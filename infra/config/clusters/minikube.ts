import { z } from "zod";

/** An existing context of the laptop's kubeconfig. */
export const minikubeSchema = z.strictObject({
  context: z
    .string()
    .min(1)
    .default("minikube")
    .describe("context of the kubeconfig (KUBECONFIG or ~/.kube/config)"),
});
/** An existing context of the laptop's kubeconfig. */
export type MinikubeConfig = z.infer<typeof minikubeSchema>;
