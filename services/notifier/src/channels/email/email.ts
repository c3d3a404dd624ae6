import nodemailer from "nodemailer";
import type { Channel, Message } from "../channel.ts";
import { cut } from "../cut.ts";
import { TIMEOUT_MS } from "../post.ts";
import { html } from "./html.ts";
import { mailOutcome } from "./outcome.ts";
import { sender } from "./sender.ts";
import { text } from "./text.ts";

/** Connections to the mail server; mails wait for a free one. */
const CONNECTIONS = 8;
/** Longer ones are cut by mail programs anyhow. */
const SUBJECT_CHARACTERS = 200;

/** The operator's mail server. */
export interface MailServer {
  /** smtp://user:password@host:port or smtps://…; parameters are nodemailer's, such as ?requireTLS=true */
  readonly url: string;
  /** Whom mails come from, such as "Punctual <punctual@example.com>". */
  readonly from: string;
}

/** Where a person's mails go. */
export interface EmailConfig {
  readonly address: string;
}

/** Tells by e-mail. */
export interface EmailChannel extends Channel<EmailConfig> {
  /** Ends its connections; mails that are under way fail. */
  close(): void;
}

/**
 * Makes the channel.
 *
 * @param server undefined where the operator has set up none: then all is refused, and says so
 * @param options.timeoutMs for all of a try
 * @throws Error for a server's address or a sender that can't be one
 */
export function createEmailChannel(
  server: MailServer | undefined,
  { timeoutMs = TIMEOUT_MS }: { readonly timeoutMs?: number } = {},
): EmailChannel {
  if (!server) return UNCONFIGURED;
  const from = sender(server.from);
  const transport = pool(server.url, timeoutMs);
  return {
    kind: "email",
    async send(message, { address }, signal) {
      const late = AbortSignal.timeout(timeoutMs);
      try {
        await transport.sendMail({
          ...mailOf(message),
          from,
          // As an object it is one address, whatever characters are in it.
          to: { name: "", address },
          messageId: `<${encodeURIComponent(message.id)}@${from.host}>`,
          signal: AbortSignal.any([signal, late]),
        });
        return { result: "accepted" };
      } catch (error) {
        if (signal.aborted) return { result: "failed", reason: "we stopped before the mail server answered" };
        if (late.aborted) return { result: "failed", reason: "the mail server doesn't answer in time" };
        return mailOutcome(error);
      }
    },
    close() {
      transport.close({ force: true });
    },
  };
}

const UNCONFIGURED: EmailChannel = {
  kind: "email",
  send: async () => ({
    result: "refused",
    reason: "this server sends no e-mail; ask the operator to set it up",
  }),
  close() {},
};

function pool(url: string, timeoutMs: number) {
  if (!/^smtps?:$/.test(URL.parse(url)?.protocol ?? "")) {
    throw new Error("the mail server's address must begin with smtp:// or smtps://");
  }
  return nodemailer.createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: timeoutMs,
    // Where a server hangs, its connection must be free again for others.
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
  });
}

function mailOf(message: Message) {
  return {
    subject: cut(message.title.replace(/[\s\p{Cc}]+/gu, " ").trim(), SUBJECT_CHARACTERS),
    text: text(message),
    html: html(message),
    // The same in every try, as its Message-ID is.
    date: new Date(message.createdAt),
    headers: {
      // RFC 8058, RFC 3834. Read by URL, so that it can't be more than an address; not folded, for receivers keep the spaces.
      "List-Unsubscribe": { prepared: true, value: `<${new URL(message.links.unsubscribe).href}>` },
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
    },
    // Content is text here, never a file's name or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
