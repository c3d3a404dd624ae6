import { APP_IDS } from "@punctual/contracts/apps";
import {
  type NotifyRequest,
  type NotifyResponse,
  notifyResponse,
  type RedeemResponse,
  redeemResponse,
} from "@punctual/contracts/notification";
import { problem } from "@punctual/contracts/problem";
import type { Dapr } from "@punctual/service-kit/dapr/client";
import { DaprError } from "@punctual/service-kit/dapr/error";
import { errors } from "@punctual/service-kit/errors";
import { chatApiErrors } from "../errors.ts";

/** What chat-api asks of the notifier, by service invocation. */
export interface Notices {
  /** Sends a notice now. */
  notify(notice: NotifyRequest): Promise<NotifyResponse>;
  /** Does what a signed link says; `link_invalid` when it was tampered with or is too old. */
  redeem(token: string): Promise<RedeemResponse>;
}

/** Makes the notifier's client. */
export function createNotices(dapr: Pick<Dapr, "invoke">): Notices {
  return {
    async notify(notice) {
      try {
        return notifyResponse.parse(await dapr.invoke(APP_IDS.notifier, "POST", "/api/notify", notice));
      } catch (error) {
        throw errors.dependencyUnavailable("The notifier can't be reached now; try again soon.", {
          cause: error,
        });
      }
    },
    async redeem(token) {
      try {
        const answer = await dapr.invoke(APP_IDS.notifier, "POST", "/api/action-links/redeem", {
          token,
        });
        return redeemResponse.parse(answer);
      } catch (error) {
        if (problemCode(error) === "link_invalid") {
          throw chatApiErrors.linkInvalid("It was changed on its way, or is more than 7 days old.");
        }
        throw errors.dependencyUnavailable("The notifier can't be reached now; try again soon.", {
          cause: error,
        });
      }
    },
  };
}

function problemCode(error: unknown): string | undefined {
  if (!(error instanceof DaprError) || error.body === undefined) return undefined;
  try {
    return problem.safeParse(JSON.parse(error.body)).data?.code;
  } catch {
    return undefined;
  }
}
