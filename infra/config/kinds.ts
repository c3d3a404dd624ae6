import { z } from "zod";

/** A name that Kubernetes takes as a label (RFC 1123), such as a namespace. */
export const label = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    "must be lower-case letters, digits and dashes (RFC 1123 label)",
  );

/** A DNS name with at least two labels, such as `tasks.example.com`. */
export const dnsName = z
  .string()
  .regex(
    /^(?=.{4,253}$)([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    "must be a DNS name such as tasks.example.com",
  );

/** `host:port`. */
export const hostAndPort = z
  .string()
  .regex(/^[A-Za-z0-9.-]+:[0-9]{1,5}$/, "must be host:port, such as kafka.example.com:9092");

/** A Kubernetes quantity of storage, such as `20Gi`. */
export const storageSize = z.string().regex(/^[1-9][0-9]*(Mi|Gi|Ti)$/, "must be a size such as 20Gi");

/** A Kubernetes quantity of memory, such as `1536Mi`. */
export const memorySize = z.string().regex(/^[1-9][0-9]*(Mi|Gi)$/, "must be a size such as 1536Mi");

/** An address range, such as `203.0.113.0/24` (RFC 4632). */
export const cidr = z.union([z.cidrv4(), z.cidrv6()], "must be an address range such as 203.0.113.0/24");

/** A mail server (draft-melnikov-smtp-url), such as `smtps://user:password@mail.example.com`. */
export const smtpUrl = z.url({
  protocol: /^smtps?$/,
  hostname: /./,
  error: "must be smtps:// or smtp:// with a host, such as smtps://user:password@mail.example.com",
});

/** One sender of mails, with or without a name (RFC 5322 section 3.4). */
export const sender = z
  .string()
  .regex(
    /^(([^<>@,;:"\p{Cc}]+ |"[^"\\\p{Cc}]+" )?<[^\s<>@,;:"]+@[^\s<>@,;:"]+>|[^\s<>@,;:"]+@[^\s<>@,;:"]+)$/u,
    'must be one address, such as "Punctual <no-reply@example.com>"',
  );

/** A PEM document (RFC 7468) of some kind. */
export const pem = (kind: string) =>
  z
    .string()
    .refine((text) => text.includes(`-----BEGIN ${kind}-----`), `must be PEM: -----BEGIN ${kind}-----`);
