import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { onTestFinished } from "vitest";

/** A mail as the server took it. */
interface Taken {
  /** Whom the envelope names. */
  readonly recipients: readonly string[];
  /** As it came. */
  readonly raw: string;
  readonly mail: Email;
}

/** An SMTP server on 127.0.0.1 that ends with the test. */
export interface MailServer {
  /** smtp://127.0.0.1:port */
  readonly url: string;
  readonly taken: readonly Taken[];
}

/** What a server says by which an SMTP reply is made. */
export function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

/** Starts a server that takes all mails, unless told otherwise. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    closeTimeout: 1,
    onData(stream, session, done) {
      buffer(stream)
        .then(async (bytes) => {
          const recipients = session.envelope.rcptTo.map(({ address }) => address);
          taken.push({ recipients, raw: bytes.toString(), mail: await PostalMime.parse(bytes) });
          done();
        })
        .catch(done);
    },
    ...options,
  });
  // Clients that hang up on purpose are errors to it.
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, taken };
}
