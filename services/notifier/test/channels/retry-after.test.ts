import { retryAfterSeconds } from "@punctual/notifier/channels/retry-after";
import { expect, test } from "vitest";

const NOW = new Date("2026-11-23T09:00:00Z");

test.each([
  [undefined, undefined],
  ["120", 120],
  ["0", 0],
  ["99999999999", 86_400],
  ["Mon, 23 Nov 2026 09:01:30 GMT", 90],
  ["Mon, 23 Nov 2026 08:00:00 GMT", 0],
  ["Fri, 31 Dec 9999 23:59:59 GMT", 86_400],
  ["-5", undefined],
  ["1.5", undefined],
  ["soon", undefined],
  ["soon GMT", undefined],
  ["2026-11-23T10:00:00Z", undefined],
  ["", undefined],
])("Retry-After: %s is %s seconds", (value, seconds) => {
  expect(retryAfterSeconds(value, NOW)).toBe(seconds);
});
