import type { FastifyRequest } from "fastify";
import { errors } from "../errors.ts";

/**
 * Refuses an address whose query can't be decoded or has U+0000 in it: Fastify hands the first on undecoded, and
 * PostgreSQL can't take the second. (A path that can't be decoded finds no route.)
 */
export async function refuseBadAddress({ url }: Pick<FastifyRequest, "url">): Promise<void> {
  const start = url.indexOf("?");
  const path = start < 0 ? url : url.slice(0, start);
  if (path.includes("%00")) throw errors.badRequest("The address must not contain U+0000 (%00).");
  const query = start < 0 ? "" : url.slice(start + 1);
  if (!query.includes("%")) return;
  const wrong = query.split("&").flatMap((part) => {
    const message = faultOf(part);
    const field = (part.split("=", 1)[0] ?? "").slice(0, 100);
    return message === undefined ? [] : [{ field, message }];
  });
  if (wrong.length > 0) {
    throw errors.validationFailed("Some query parameters can't be read; see errors.", { errors: wrong });
  }
}

function faultOf(part: string): string | undefined {
  if (part.includes("%00")) return "must not contain the character U+0000";
  try {
    decodeURIComponent(part);
    return undefined;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return "must be UTF-8, percent-encoded (% itself is %25)";
  }
}
