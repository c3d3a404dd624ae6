import type { ApiDescription } from "@punctual/service-kit/http/openapi/plugin";
import { SCHEMAS } from "./schemas.ts";

/** What the OpenAPI document says of the API as a whole. */
export const API: ApiDescription = {
  title: "Punctual",
  description: `Tasks that are never late.

- Send \`Authorization: Bearer <token>\`. A personal token is made by \`POST /api/tokens\`.
- Instants are RFC 3339 and come back in UTC; a plain date is a day in nobody's zone in particular.
- \`PATCH\` takes a JSON merge patch (RFC 7396): what is absent stays, \`null\` clears.
- Every write takes \`Idempotency-Key\`, and answers with an \`undo_token\` for \`POST /api/undo/{token}\`.
- What was changed meanwhile isn't overwritten: send the \`ETag\` back as \`If-Match\`.
- Errors are problem details (RFC 9457) with a stable \`code\`; \`errors\` names each wrong field.`,
  tags: {
    tasks: "Make, find, change, complete, move, delete and bring back tasks.",
    projects: "Projects, which tasks may be in.",
    tags: "Tags, which tasks may have. Renaming one renames it on every task.",
    filters: "Saved filters: queries with a name.",
    people: "Who you are, your tokens and your sign-ins.",
    chat: "Say in words what is to be done.",
    reminders: "What became of reminders; put off and acknowledged.",
    notifications: "Where people are told, notices and their links.",
    "live updates": "Changes as they happen.",
    import: "Bring tasks in from elsewhere.",
    export: "Take all that is yours along.",
    feeds: "Calendars that other programs subscribe to.",
    undo: "Take back what was done.",
  },
  schemas: SCHEMAS,
};
