// Pulumi runs a pack with an old ts-node in the way of `require`, whatever PulumiPolicy.yaml says of TypeScript. What is
// imported from here is loaded by Node.js itself, which takes types out.
import "./pack.ts";
