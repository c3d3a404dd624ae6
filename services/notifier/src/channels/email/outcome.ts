import type { NodemailerError } from "nodemailer";
import type { Outcome } from "../channel.ts";

/**
 * Enhanced status codes (RFC 3463, RFC 7505) by which a server says that the mailbox isn't there: no such mailbox, no such
 * host, an address that can't be, moved away, a host without mail, closed. A bare 550 isn't enough: servers say the same of
 * senders that they don't like, and a mistake of the operator's must not end everyone's channels.
 */
const NOBODY = new Set(["5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"]);

/** Commands whose refusal is about this mail; those before them (EHLO, AUTH, MAIL FROM) are between us and the server. */
const OF_THIS_MAIL = new Set(["RCPT TO", "DATA"]);

/** Why nothing was answered, by nodemailer's codes. */
const REASONS: Readonly<Record<string, string>> = {
  ETIMEDOUT: "the mail server doesn't answer in time",
  EDNS: "the mail server's name can't be looked up",
  ETLS: "the mail server doesn't speak TLS as we do",
  ENOAUTH: "the mail server wants us to log in",
};

/** Says what nodemailer's error means. Servers' own words aren't shown: they have addresses in them. */
export function mailOutcome(thrown: unknown): Outcome {
  const { code = "", command = "", response = "", responseCode } = thrown as NodemailerError;
  if (code === "EAUTH") return { result: "failed", reason: "the mail server refuses our login" };
  if (responseCode === undefined) {
    return { result: "failed", reason: REASONS[code] ?? "the mail server can't be reached" };
  }
  const status = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  const reason = `the mail server answered ${responseCode}${status === undefined ? "" : ` ${status}`}`;
  if (!(thrown as NodemailerError).permanent || !OF_THIS_MAIL.has(command))
    return { result: "failed", reason };
  if (status !== undefined && NOBODY.has(status)) return { result: "gone", reason };
  return { result: "refused", reason };
}
