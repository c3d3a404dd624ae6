import type { AlertCase } from "../support/case.ts";

const up = (instance: string) => `punctual_sidecar_up{app_id="notifier",instance="${instance}"}`;
const schedulers = (instance: string) =>
  `punctual_scheduler_connections{app_id="notifier",instance="${instance}"}`;
const missing = {
  labels: { app_id: "notifier" },
  summary: "Replicas of notifier without a sidecar that answers: 1",
};
const disconnected = {
  labels: { app_id: "notifier" },
  summary: "Sidecars of notifier that are connected to no scheduler: 1",
};
const refused = (app: string, pod = "injector-1") =>
  `dapr_injector_sidecar_injection_failed_total{app_id="${app}",reason="patch",pod="${pod}"}`;
const noSidecar = {
  labels: { app_id: "recurrence", reason: "patch" },
  summary: "Dapr gave a new pod of recurrence no sidecar (patch)",
};

export const SIDECAR_CASES: readonly AlertCase[] = [
  {
    alert: "PunctualSidecarMissing",
    name: "fires for the replicas that have none, and ends",
    series: { [up("a")]: "1x9 0x20 1x20", [up("b")]: "1x60" },
    firing: { "9m": [], "10m": [missing], "14m": [missing], "19m": [] },
  },
  {
    alert: "PunctualSidecarMissing",
    name: "fires for one that falls over again and again",
    series: { [up("a")]: "1 0x3 ".repeat(10), [up("b")]: "1x60" },
    firing: { "10m": [missing] },
  },
  {
    alert: "PunctualSidecarMissing",
    name: "fires for one that never came",
    series: { [up("a")]: "0x20" },
    firing: { "1m30s": [], "2m": [missing] },
  },
  {
    alert: "PunctualSidecarMissing",
    name: "is silent while one comes up or is restarted, and after a replica is gone with it",
    series: { [up("a")]: "0x1 1x10 0x3 1x30", [up("b")]: "1x20 0x4 stale" },
    firing: { "1m": [], "2m": [], "7m": [], "16m": [] },
  },
  {
    alert: "PunctualSidecarRefused",
    name: "fires at the first refusal, and ends a quarter of an hour later",
    series: { [refused("recurrence")]: "_x3 1x60" },
    firing: { "1m": [], "1m30s": [noSidecar], "16m": [noSidecar], "18m": [] },
  },
  {
    alert: "PunctualSidecarRefused",
    name: "fires again at a later one, also of an injector that was restarted",
    series: { [refused("recurrence")]: "1x60 2x20 0 1x40" },
    firing: { "25m": [], "31m": [noSidecar], "52m": [noSidecar] },
  },
  {
    alert: "PunctualSidecarRefused",
    name: "is silent without a refusal, for others' pods, and when an injector starts anew",
    series: {
      'dapr_injector_sidecar_injection_succeeded_total{app_id="recurrence"}': "1+1x60",
      [refused("shop")]: "0+1x60",
      [refused("recurrence")]: "4x40 0x40",
    },
    firing: { "17m": [], "21m": [], "30m": [] },
  },
  {
    alert: "PunctualSchedulerDisconnected",
    name: "fires when a sidecar that answers has none, and ends",
    series: {
      [up("a")]: "1x60",
      [schedulers("a")]: "3x9 0x20 3x20",
      [up("b")]: "1x60",
      [schedulers("b")]: "3x60",
    },
    firing: { "9m": [], "12m": [disconnected], "14m": [disconnected], "19m": [] },
  },
  {
    alert: "PunctualSchedulerDisconnected",
    name: "fires when the sidecar falls over for it again and again",
    series: {
      [up("a")]: "1x9 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1 0 0 1",
      [schedulers("a")]: "3x9 0x40",
    },
    firing: { "14m": [disconnected] },
  },
  {
    alert: "PunctualSchedulerDisconnected",
    name: "is silent while one of three is restarted, in a short interruption, and while the sidecar is gone",
    series: {
      [up("a")]: "1x60",
      [schedulers("a")]: "3x10 2x10 0x5 3x30",
      [up("b")]: "0x60",
      [schedulers("b")]: "0x60",
    },
    firing: { "8m": [], "12m30s": [], "14m": [], "25m": [] },
  },
];
