import type { WebhookFormat } from "@punctual/contracts/channel";
import { discord } from "./discord.ts";
import type { Format } from "./format.ts";
import { ntfy } from "./ntfy.ts";
import { slack } from "./slack.ts";
import { standard } from "./standard.ts";

/** All formats. */
export const FORMATS: Readonly<Record<WebhookFormat, Format>> = { standard, ntfy, slack, discord };
