import { recurrencePreview, recurrencePreviewRequest } from "@punctual/contracts/recurrence-preview";
import { ownZone } from "../../store/own-zone.ts";
import { readAs } from "../../store/unit-of-work.ts";
import { previewRecurrence } from "../../use-cases/occurrences/preview.ts";
import { defineTool } from "../tool.ts";

/** Says when a rule, or words, would come back. */
export const previewRecurrenceTool = defineTool({
  name: "preview-recurrence",
  title: "Preview a recurrence",
  description:
    "See when something would come back, before it is set: give either `rrule` (RFC 5545, such as FREQ=WEEKLY;BYDAY=MO) " +
    'or `text` ("every 2nd tuesday at 9:00", "every weekday", "last day of the month", "every! 10 days" from completion). ' +
    "Answers with the rule, the same in words, and the first occurrences; offset_changed marks where daylight saving " +
    "begins or ends. Use the rrule and mode that come back as the recurrence of add-tasks.",
  input: recurrencePreviewRequest,
  output: recurrencePreview,
  annotations: { readOnlyHint: true, openWorldHint: false },
  async run(request, { pool, caller }) {
    const time_zone = request.time_zone ?? (await readAs(pool, caller.userId, ownZone));
    const preview = previewRecurrence({ ...request, time_zone }, new Date().toISOString());
    const times = preview.occurrences.map((each) =>
      "date" in each ? each.date : `${each.local} (${each.at})`,
    );
    return { text: `${preview.text} (${preview.rrule}):\n${times.join("\n")}`, data: preview };
  },
});
