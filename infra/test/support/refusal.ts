import { ConfigError, readConfig } from "../../config.ts";

/** What `pulumi up` would print of a configuration that is wrong. @throws when it is accepted */
export function refusal(
  values: Readonly<Record<string, string>>,
  isSecret: (key: string) => boolean = () => true,
): string {
  try {
    readConfig({ values, isSecret });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error("it was accepted");
}
