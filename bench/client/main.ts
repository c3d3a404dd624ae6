import { text } from "node:stream/consumers";
import { runJob } from "./load.ts";
import { job } from "./protocol.ts";

// A process of its own, so that what it costs to ask isn't taken for what it costs to answer.
const asked = job.parse(JSON.parse(await text(process.stdin)));
process.stdout.write(JSON.stringify(await runJob(asked)));
