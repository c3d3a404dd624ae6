import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Declared } from "../../../policy/rule.ts";

/** What the engine is told about a resource (pulumi/analyzer.proto, AnalyzeDiagnostic). */
interface Diagnostic {
  readonly policyname: string;
  readonly message: string;
  /** 0 advisory, 1 mandatory. */
  readonly enforcementlevel: number;
}

/** The pack as a process, asked as the engine asks it. */
export interface ServedPack {
  readonly policies: () => Promise<readonly string[]>;
  readonly analyze: (resource: Declared) => Promise<readonly Diagnostic[]>;
  readonly analyzeStack: (resources: readonly Declared[]) => Promise<readonly Diagnostic[]>;
  readonly stop: () => Promise<void>;
}

type Message = { toObject: () => Record<string, unknown> } & Record<string, (value: unknown) => void>;
type Class = new () => Message;
type Client = Record<
  string,
  (request: unknown, answer: (error: Error | null, message: Message) => void) => void
>;

const PACK = join(import.meta.dirname, "../../../policy");
// What the SDKs are made of: nothing that the program itself depends on.
const fromHere = createRequire(import.meta.url);
const fromSdk = createRequire(fromHere.resolve("@pulumi/policy"));

/**
 * Starts the pack with the command and environment of Pulumi's analyzer plugin (pulumi/pulumi,
 * sdk/go/common/resource/plugin/analyzer_plugin.go; sdk/nodejs/dist/pulumi-analyzer-policy).
 *
 * @param config of the stack: full keys with their text
 */
export async function serve(config: Readonly<Record<string, string>>): Promise<ServedPack> {
  const { AnalyzerClient } = fromSdk("@pulumi/pulumi/proto/analyzer_grpc_pb.js") as {
    AnalyzerClient: new (address: string, credentials: unknown) => Client;
  };
  const messages = fromSdk("@pulumi/pulumi/proto/analyzer_pb.js") as Record<string, Class>;
  const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb.js") as {
    Struct: { fromJavaScript: (value: unknown) => unknown };
  };
  const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb.js") as Record<string, Class>;
  const { credentials } = fromSdk("@grpc/grpc-js") as { credentials: { createInsecure: () => unknown } };

  const child = spawn(
    process.execPath,
    [fromSdk.resolve("@pulumi/pulumi/cmd/run-policy-pack"), "127.0.0.1:1", ".", "-typescript=false"],
    {
      cwd: PACK,
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, PULUMI_CONFIG: JSON.stringify(config), PULUMI_NODEJS_STACK: "test" },
    },
  );
  const ended = once(child, "exit");
  const [port] = (await Promise.race([
    once(createInterface(child.stdout), "line"),
    ended.then(([code]) => Promise.reject(new Error(`the pack ended with ${String(code)}`))),
  ])) as [string];
  const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  const ask = (method: string, request: unknown) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      client[method]?.(request, (error, answer) => (error ? reject(error) : resolve(answer.toObject())));
    });
  const message = (name: string) => {
    const found = messages[name];
    if (!found) throw new Error(`the protocol has no ${name}`);
    return new found();
  };
  const filled = (name: string, { type, name: logical, inputs, provider }: Declared) => {
    const request = message(name);
    request.setType?.(type);
    request.setName?.(logical);
    request.setUrn?.(`urn:pulumi:test::punctual::${type}::${logical}`);
    request.setProperties?.(Struct.fromJavaScript(inputs));
    request.setOptions?.(message("AnalyzerResourceOptions"));
    if (provider !== undefined) {
      const own = message("AnalyzerProviderResource");
      own.setName?.(provider);
      own.setProperties?.(Struct.fromJavaScript({}));
      request.setProvider?.(own);
    }
    return request;
  };
  const diagnostics = ({ diagnosticsList }: Record<string, unknown>) => diagnosticsList as Diagnostic[];

  return {
    policies: async () => {
      const { policiesList } = await ask("getAnalyzerInfo", Empty && new Empty());
      return (policiesList as { name: string }[]).map(({ name }) => name);
    },
    analyze: async (resource) => diagnostics(await ask("analyze", filled("AnalyzeRequest", resource))),
    analyzeStack: async (resources) => {
      const request = message("AnalyzeStackRequest");
      request.setResourcesList?.(resources.map((each) => filled("AnalyzerResource", each)));
      return diagnostics(await ask("analyzeStack", request));
    },
    stop: async () => {
      client.close?.(undefined, () => {});
      child.kill();
      await ended;
    },
  };
}
