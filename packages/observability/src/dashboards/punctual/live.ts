import { timeseries } from "../panels.ts";
import { own, perSecond, sumBy } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

/** Clients that follow changes as they happen. */
export const LIVE_ROW: RowSpec = {
  title: "Live updates",
  panels: [
    timeseries({
      title: "Open streams",
      description:
        "Clients that listen, on all replicas. Good: as many as the day usually has; a sudden fall means that clients can't get back in.",
      runbook: "service-down",
      unit: "short",
      width: 12,
      queries: { streams: sumBy("", `punctual_streams_open${own()}`) },
    }),
    timeseries({
      title: "Streams that we ended",
      description:
        "Streams a second that were ended by us, by reason. Good: 0 but for deployments (shutdown) and tokens that end (credential); slow clients come back by themselves.",
      runbook: "slow-requests",
      unit: "ops",
      width: 12,
      queries: { "{{reason}}": sumBy("reason", perSecond(`punctual_stream_dropped_total${own()}`)) },
    }),
  ],
};
