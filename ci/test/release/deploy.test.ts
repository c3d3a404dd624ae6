import { expect, test, vi } from "vitest";
import { deploy, describeOutcome } from "../../release/deploy.ts";
import { openStack } from "../../release/stack.ts";
import { release, type StandIn, standIn } from "./support/stand-in.ts";

// Each starts several processes.
vi.setConfig({ testTimeout: 60_000 });

/** Deploys with a smoke test that fails while one of these releases is up. */
function deployment({ env, read }: StandIn, bad: readonly string[] = []) {
  const stack = openStack("aks", { env, cwd: process.cwd(), say: () => undefined, pauseMs: 0 });
  const smoke = async () => {
    const up = read().up["chat-api"] ?? "nothing";
    return bad.some((digit) => up === release(digit)["chat-api"]) ? "smoke test: it doesn't work" : undefined;
  };
  return (digit: string) =>
    deploy({ stack, images: release(digit), revision: `commit-${digit}`, smoke, say: () => undefined });
}

const messages = (machine: StandIn) => machine.read().history.map(({ message }) => message);

test("a good release is up, and the history says that it is verified", async () => {
  const machine = standIn();
  expect(await deployment(machine)("a")).toEqual({ kind: "verified" });
  expect(machine.read().up).toEqual(release("a"));
  expect(messages(machine)).toEqual(["verified commit-a", "release commit-a"]);
});

test("each up is judged by the policy pack, and asks nobody", async () => {
  const machine = standIn();
  await deployment(machine)("a");
  const ups = machine.read().calls.filter((call) => call.startsWith("up "));
  expect(ups).toHaveLength(2);
  for (const up of ups)
    expect(up).toMatch(/--yes .*--policy-pack infra\/policy .*--stack aks --non-interactive$/);
});

test("a release that fails its smoke test is taken back to the last verified one", async () => {
  const machine = standIn();
  const go = deployment(machine, ["b"]);
  await go("a");
  expect(await go("b")).toEqual({ kind: "restored", why: "smoke test: it doesn't work", to: "commit-a" });
  expect(machine.read().up).toEqual(release("a"));
  expect(messages(machine)[0]).toBe("rollback commit-a");
});

test("so is one that doesn't come up", async () => {
  const machine = standIn();
  const go = deployment(machine);
  await go("a");
  machine.change((state) => state.broken.push(release("b").setup));
  expect(await go("b")).toEqual({ kind: "restored", why: "pulumi up failed", to: "commit-a" });
  expect(machine.read().up).toEqual(release("a"));
});

test("so is one that can't be tried, as when the stack doesn't say where it is", async () => {
  const machine = standIn();
  await deployment(machine)("a");
  const stack = openStack("aks", { env: machine.env, cwd: process.cwd(), say: () => undefined, pauseMs: 0 });
  const smoke = async () => {
    if (machine.read().up["chat-api"] === release("b")["chat-api"]) throw new Error("which address?");
    return undefined;
  };
  const request = { stack, images: release("b"), revision: "commit-b", smoke, say: () => undefined };
  expect(await deploy(request)).toEqual({
    kind: "restored",
    why: "it can't be tried: which address?",
    to: "commit-a",
  });
  expect(machine.read().up).toEqual(release("a"));
});

test("a run killed between up and smoke test isn't what is gone back to", async () => {
  const machine = standIn();
  const go = deployment(machine, ["b", "c"]);
  await go("a");
  // What such a run leaves behind: images in the stack and in its history, of a release that nobody tried.
  machine.change((state) => {
    const [verified] = state.history;
    state.images = state.up = release("b");
    state.history.unshift({
      ...verified,
      kind: "update",
      result: "succeeded",
      message: "release commit-b",
      config: { "punctual:images": { value: JSON.stringify(release("b")), objectValue: release("b") } },
    });
  });
  expect(await go("c")).toMatchObject({ kind: "restored", to: "commit-a" });
  expect(machine.read().up).toEqual(release("a"));
});

test("the last verified release is found however many updates there were since", async () => {
  const machine = standIn();
  const go = deployment(machine, ["b"]);
  await go("a");
  machine.change((state) => {
    const failed = { kind: "update", message: "release commit-x", result: "failed" };
    state.history.unshift(...Array.from({ length: 250 }, () => failed));
  });
  expect(await go("b")).toMatchObject({ kind: "restored", to: "commit-a" });
});

test("a first release that fails is left as it is, which is said", async () => {
  const machine = standIn();
  const outcome = await deployment(machine, ["a"])("a");
  expect(outcome).toMatchObject({ kind: "left", because: "no release of this stack was ever verified" });
  expect(messages(machine)).toEqual(["release commit-a"]);
  expect(describeOutcome(outcome, "aks", "commit-a")).toContain("smoke test: it doesn't work");
});

test("the same images as those verified are not taken back: it isn't they that fail", async () => {
  const machine = standIn();
  await deployment(machine)("a");
  expect(await deployment(machine, ["a"])("a")).toMatchObject({
    kind: "left",
    because: expect.stringContaining("those of the last verified"),
  });
});

test("a stack that always finds something to do isn't verified, nor gone back to", async () => {
  const machine = standIn();
  const go = deployment(machine, ["c"]);
  await go("a");
  machine.change((state) => {
    state.restless = true;
  });
  expect(await go("b")).toEqual({ kind: "unsettled" });
  expect(machine.read().up).toEqual(release("b"));
  machine.change((state) => {
    state.restless = false;
  });
  expect(await go("c")).toMatchObject({ kind: "restored", to: "commit-a" });
});

test("when going back fails too, both reasons are told", async () => {
  const machine = standIn();
  await deployment(machine)("a");
  const outcome = await deployment(machine, ["a", "b"])("b");
  expect(outcome).toMatchObject({ kind: "lost", to: "commit-a" });
  expect(describeOutcome(outcome, "aks", "commit-b")).toMatch(
    /commit-b failed.*\nGoing back to commit-a failed too/,
  );
});

test("a history that can't be read stops a release before anything is changed", async () => {
  const machine = standIn();
  machine.change((state) => {
    state.history = [{ kind: "update", message: "verified x", result: 7 } as never];
  });
  await expect(deployment(machine)("a")).rejects.toThrow(/pulumi stack history says what isn't understood/);
  expect(machine.read().up).toEqual({});
  expect(machine.read().images).toEqual({});
});
