import { at, text } from "../read.ts";
import type { ResourceRule } from "../rule.ts";

/** SemVer 2.0.0, whole, with or without a v: not a range. */
const EXACT = /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;
const isLocal = (path: string) => /^\.{0,2}\//.test(path);

export const pinnedSources: ResourceRule = {
  name: "pinned-sources",
  description: "What others publish is installed in a version that was chosen, from a place that was chosen.",
  remedy:
    "Give the chart's exact version (infra/platform/charts.ts) and its repository by https:// or oci://, or a folder or archive of it; keep a kustomization in this repository, which names versions",
  check: ({ type, inputs }) => {
    if (/^kubernetes:kustomize\/v2:Directory$/.test(type)) {
      return isLocal(text(at(inputs, "directory")))
        ? []
        : ["applies a kustomization that isn't in this repository"];
    }
    if (!/^kubernetes:helm\.sh\/v[34]:(Release|Chart)$/.test(type)) return [];
    const chart = text(at(inputs, "chart"));
    const repository = text(at(inputs, "repositoryOpts", "repo"));
    if (isLocal(chart)) return [];
    return [
      ...(EXACT.test(text(at(inputs, "version")))
        ? []
        : ["installs whichever version of its chart is the newest"]),
      ...(chart.startsWith("oci://") || repository.startsWith("https://")
        ? []
        : ["takes its chart from a place that isn't named, or not authenticated"]),
    ];
  },
};
