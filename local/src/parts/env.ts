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
