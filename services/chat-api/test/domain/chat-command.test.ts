import { parseChatCommand } from "@punctual/chat-api/domain/chat-command";
import fc from "fast-check";
import { expect, test } from "vitest";

test.each<[string, ReturnType<typeof parseChatCommand>]>([
  ["add Buy milk", { kind: "add", text: "Buy milk" }],
  ["ADD Buy milk", { kind: "add", text: "Buy milk" }],
  ["  add   Buy milk  ", { kind: "add", text: "Buy milk" }],
  ["add\nBuy milk", { kind: "add", text: "Buy milk" }],
  ["preview every 2nd tuesday", { kind: "preview", text: "every 2nd tuesday" }],
  ["preview", { kind: "unknown" }],
  ["add add", { kind: "add", text: "add" }],
  ["list", { kind: "list", query: "" }],
  ["List tag:home  OR milk ", { kind: "list", query: "tag:home  OR milk" }],
  ["done 12", { kind: "done", words: "12" }],
  ["done buy milk", { kind: "done", words: "buy milk" }],
  ["add", { kind: "unknown" }],
  ["add   ", { kind: "unknown" }],
  ["done", { kind: "unknown" }],
  ["addition is fun", { kind: "unknown" }],
  ["please add milk", { kind: "unknown" }],
  ["", { kind: "unknown" }],
])("%j is understood", (message, command) => {
  expect(parseChatCommand(message)).toEqual(command);
});

test("whatever the words, what is added is the words", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (words) => {
      fc.pre(words.trim() !== "");
      expect(parseChatCommand(`add ${words}`)).toEqual({ kind: "add", text: words.trim() });
    }),
  );
});
