import { DaprError, toDaprError } from "@punctual/service-kit/dapr/error";
import { expect, test } from "vitest";

test("an answer of the sidecar keeps its status and body", () => {
  const thrown = new Error(
    JSON.stringify({ error: "UNKNOWN", error_msg: '{"code":"link_invalid"}', status: 410 }),
  );
  expect(toDaprError("invoke notifier", thrown)).toMatchObject({
    name: "DaprError",
    status: 410,
    body: '{"code":"link_invalid"}',
    message: 'Dapr: invoke notifier: 410 {"code":"link_invalid"}',
    cause: thrown,
  });
});

test("a sidecar that can't be reached gives an error without status", () => {
  const error = toDaprError("publish to task-events", new Error("connect ECONNREFUSED 127.0.0.1:3500"));
  expect(error.status).toBeUndefined();
  expect(error.message).toBe("Dapr: publish to task-events: connect ECONNREFUSED 127.0.0.1:3500");
});

test("an error that was made already stays as it is", () => {
  const error = new DaprError("read state", "no answer within 5000 ms", undefined, undefined);
  expect(toDaprError("something else", error)).toBe(error);
});

test.each([["null"], ["42"], ['"text"'], ["[]"], ["{}"]])(
  "a message that is %s is only a message",
  (message) => {
    const error = toDaprError("publish", new Error(message));
    expect(error.status).toBeUndefined();
    expect(error.message).toBe(`Dapr: publish: ${message}`);
  },
);

test("something thrown that is no Error becomes one", () => {
  expect(toDaprError("publish", "broken pipe").message).toBe("Dapr: publish: broken pipe");
});
