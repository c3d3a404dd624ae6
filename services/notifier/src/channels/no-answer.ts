import type { Outcome } from "./channel.ts";
import { RefusedAddress } from "./network-guard.ts";

/** What went wrong, in words, by the codes of node:net and node:dns. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens at that address",
  ECONNRESET: "the connection broke off",
  EPIPE: "the connection broke off",
  ETIMEDOUT: "the host doesn't answer",
  EHOSTUNREACH: "the host can't be reached",
  ENETUNREACH: "the host can't be reached",
  ENOTFOUND: "there is no host of that name",
  ENODATA: "there is no host of that name",
  EAI_AGAIN: "the host's name can't be looked up now",
};

/** Says what a request without an answer came to. Messages of errors aren't shown: they have addresses in them. */
export function noAnswer(error: unknown): Outcome {
  if (error instanceof RefusedAddress) return { result: "refused", reason: error.message };
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "unknown";
  return {
    result: "failed",
    reason: REASONS[code] ?? protocolReason(code) ?? `it can't be reached (${code})`,
  };
}

function protocolReason(code: string): string | undefined {
  if (code.startsWith("HPE_")) return "it doesn't answer as HTTP says";
  if (/CERT|SIGNATURE|ISSUER/.test(code)) return `its certificate can't be trusted (${code})`;
  return /^(ERR_SSL|EPROTO|ERR_TLS)/.test(code) ? "it doesn't speak TLS as we do" : undefined;
}
