import { AZURE } from "./clouds/azure.ts";
import { GOOGLE } from "./clouds/google.ts";
import { KUBERNETES } from "./clouds/kubernetes.ts";
import { ORACLE } from "./clouds/oracle.ts";
import { REDPANDA } from "./clouds/redpanda.ts";
import type { Clouds } from "./record.ts";

const ALL: readonly Clouds[] = [AZURE, GOOGLE, KUBERNETES, ORACLE, REDPANDA];

/** What the clouds say in a plan. */
export const CLOUDS: Clouds = {
  answers: Object.assign({}, ...ALL.map(({ answers }) => answers)),
  outputs: Object.assign({}, ...ALL.map(({ outputs }) => outputs)),
};
