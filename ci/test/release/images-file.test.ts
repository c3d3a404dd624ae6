import { expect, test } from "vitest";
import { parseImages, sameImages } from "../../release/images-file.ts";
import { release } from "./support/stand-in.ts";

const text = (change: Record<string, string | undefined>) => JSON.stringify({ ...release("a"), ...change });

test("a release names every image by digest", () => {
  expect(parseImages(text({}), "images.json")).toEqual(release("a"));
});

test.each([
  ["one that is missing", { notifier: undefined }, /images\.json must name chat-api, .*"notifier": /s],
  ["one too many", { other: release("a").setup }, /Unrecognized key: "other"/],
  ["a tag", { setup: "ghcr.io/you/punctual/setup:latest" }, /"setup": must be host\/path\/name@sha256:/],
  ["a name for Docker Hub alone", { setup: `setup@sha256:${"a".repeat(64)}` }, /"setup": must be host/],
  ["a digest that is cut off", { setup: "ghcr.io/you/setup@sha256:abc" }, /64 hexadecimal digits/],
])("%s is refused", (_, change, message) => {
  expect(() => parseImages(text(change), "images.json")).toThrow(message);
});

test("what isn't JSON is said to be none", () => {
  expect(() => parseImages("no", "images.json")).toThrow(/^images\.json is no JSON/);
});

test("releases are the same by digest, wherever they are kept", () => {
  const copied = Object.fromEntries(
    Object.entries(release("a")).map(([name, image]) => [
      name,
      image.replace("ghcr.io/you", "registry.example"),
    ]),
  ) as ReturnType<typeof release>;
  expect(sameImages(release("a"), copied)).toBe(true);
  expect(sameImages(release("a"), { ...release("a"), setup: release("b").setup })).toBe(false);
});
