import { expect, test } from "vitest";
import { asShell } from "../../../infra/cli/shell.ts";
import { planPromotion } from "../../release/promote.ts";
import { release } from "./support/stand-in.ts";

const SIGNER = {
  identity: "https://github.com/you/punctual/.github/workflows/images.yml@refs/heads/main",
  issuer: "https://token.actions.githubusercontent.com",
};
const plan = (registry: string | undefined) =>
  planPromotion({ images: release("a"), signer: SIGNER, registry, tag: "abc" });
const lines = (registry: string | undefined) =>
  asShell(plan(registry).steps)
    .split("\n")
    .filter((line) => /^(cosign|oras) /.test(line));
const DIGEST = `sha256:${"a".repeat(64)}`;

test("images that stay where they are must be signed by this repository's workflow, and aren't copied", () => {
  expect(plan(undefined).images).toEqual(release("a"));
  expect(lines(undefined)).toEqual(
    Object.values(release("a")).map(
      (image) =>
        `cosign verify --certificate-identity ${SIGNER.identity} --certificate-oidc-issuer ${SIGNER.issuer} ${image}`,
    ),
  );
});

test("a registry that they are in already is no other", () => {
  expect(lines("ghcr.io/you/punctual")).toEqual(lines(undefined));
});

test("all are checked before the first is copied, and each copy after", () => {
  const verbs = lines("team.azurecr.io/punctual").map((line) => line.split(" ", 1)[0]);
  expect(verbs.join(" ")).toBe("cosign ".repeat(4) + "oras ".repeat(4) + "cosign ".repeat(4).trim());
});

test("copies carry what refers to them, and are named by the same digest", () => {
  expect(lines("team.azurecr.io/punctual")).toContain(
    `oras copy --recursive --no-tty ghcr.io/you/punctual/setup@${DIGEST} team.azurecr.io/punctual/setup:abc`,
  );
  expect(plan("team.azurecr.io/punctual").images.setup).toBe(`team.azurecr.io/punctual/setup@${DIGEST}`);
});
