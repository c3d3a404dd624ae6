/** What any process may need of the developer's environment; everything else could only confuse it. */
const PASSED_ON = ["PATH", "HOME", "TZ", "LANG", "LC_ALL", "TMPDIR", "USER"] as const;

/** A small environment for a child: a few things of ours, and what is given. */
export function childEnv(
  own: Readonly<Record<string, string>>,
  from: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const name of PASSED_ON) {
    const value = from[name];
    if (value !== undefined) env[name] = value;
  }
  return { ...env, ...own };
}

/** What a developer may set for chat-api before `npm start`; it says itself what would be right. */
export const CHAT_API_SETTINGS = [
  "OIDC_ISSUER",
  "OIDC_CLIENT_ID",
  "OIDC_AUDIENCE",
  "OIDC_ALLOWED_EMAILS",
  "CORS_ORIGINS",
  "RATE_LIMIT_PER_MINUTE",
] as const;

/** The named variables, as far as they are set. */
export function settingsIn(from: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]] as const])),
  );
}
