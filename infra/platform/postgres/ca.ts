/** Secret of the authority that signed PostgreSQL's certificate; absent where a public one did. */
export const DATABASE_CA_SECRET = "database-ca";
/** Its key. */
export const DATABASE_CA_KEY = "ca.crt";

const NAME = "database-ca";
const FOLDER = "/etc/punctual/database-ca";

/**
 * How a pod gets the authority as a file: the one form that Node's pg and Dapr's pgx both take it in (`sslrootcert`).
 * The folder is empty where there is no Secret.
 */
export const DATABASE_CA = {
  volume: { name: NAME, secret: { secretName: DATABASE_CA_SECRET, optional: true } },
  mount: { name: NAME, mountPath: FOLDER, readOnly: true },
  /** Value of the annotation `dapr.io/volume-mounts`. */
  sidecarMount: `${NAME}:${FOLDER}`,
} as const;

/** A DSN whose server must show a certificate of our authority for its very name (libpq, "SSL Support"). */
export function verifiedByCa(dsn: string): string {
  const url = new URL(dsn);
  url.searchParams.set("sslmode", "verify-full");
  // Not by searchParams: libpq and pgx take it with its slashes either way, people read it better so.
  url.search += `&sslrootcert=${FOLDER}/${DATABASE_CA_KEY}`;
  return url.href;
}
