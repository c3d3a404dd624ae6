import { timeseries } from "../panels.ts";
import { own, perSecond, sumBy } from "../promql.ts";
import type { RowSpec } from "../spec.ts";

/** What Dapr does about failures. */
export const RESILIENCY_ROW: RowSpec = {
  title: "Resiliency",
  panels: [
    timeseries({
      title: "Policies activated",
      description:
        "How often a second a policy stepped in: a retry after a failure, a timeout, a breaker that changed. Good: none.",
      runbook: "events-late",
      unit: "ops",
      queries: {
        "{{app_id}} {{policy}} {{flow_direction}} {{target}}": sumBy(
          "app_id,policy,flow_direction,target",
          perSecond(`dapr_resiliency_activations_total${own()}`),
        ),
      },
    }),
    timeseries({
      title: "Policies applied",
      description:
        "Calls and deliveries a second that go through a policy, whether or not it had to do something. Good: follows traffic.",
      runbook: "events-late",
      unit: "ops",
      queries: {
        "{{app_id}} {{policy}} {{target}}": sumBy(
          "app_id,policy,target",
          perSecond(`dapr_resiliency_count${own()}`),
        ),
      },
    }),
    timeseries({
      title: "Circuit breakers that aren't closed",
      description:
        "1 while a breaker is open or half-open: calls to its target end at once. Good: none. No data: none is configured, or none was used yet.",
      runbook: "sidecar-missing",
      unit: "bool_yes_no",
      max: 1,
      queries: {
        "{{app_id}} {{target}} {{status}}": `max by (app_id, target, status) (dapr_resiliency_cb_state${own('status=~"open|half-open"')})`,
      },
    }),
    timeseries({
      title: "Errors that Dapr's API gave",
      description: "Errors a second by Dapr's own code. Good: none.",
      runbook: "sidecar-missing",
      unit: "ops",
      width: 24,
      queries: {
        "{{app_id}} {{category}} {{error_code}}": sumBy(
          "app_id,category,error_code",
          perSecond(`dapr_error_code_total${own()}`),
        ),
      },
    }),
  ],
};
