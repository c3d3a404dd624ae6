import { DATABASE_ROLES, PEOPLE_ROLE, SERVICE_ROLES } from "@punctual/contracts/names";
import { expect, test } from "vitest";
import { runJob, said } from "../../../test/support/run-job.ts";
import { connect, newServer } from "./support/server.ts";

const JOB = new URL("../src/database.ts", import.meta.url);

const PASSWORDS = {
  DATABASE_PASSWORD_CHAT_API: "p%40ss chat_api",
  DATABASE_PASSWORD_NOTIFIER: "p%40ss notifier",
  DATABASE_PASSWORD_RECURRENCE: "p%40ss recurrence",
  DATABASE_PASSWORD_DAPR_STATE: "p%40ss dapr_state",
};

test("the job makes the roles of all services, of people and of Dapr, says so, ends, and can be run again", async () => {
  const { adminUrl, urlOf } = await newServer("superuser");
  const first = await runJob(JOB, { ADMIN_DATABASE_URL: adminUrl, ...PASSWORDS });
  expect(first).toMatchObject({ exitCode: 0, stderr: "" });
  for (const role of DATABASE_ROLES) {
    expect(said(first, "info")).toContain(`made role ${role}`);
    const client = await connect(urlOf(role, `p%40ss ${role}`));
    const { rows } = await client.query("SELECT current_schema() AS schema");
    expect(rows).toEqual([{ schema: role }]);
  }
  const chatApi = await connect(urlOf(SERVICE_ROLES.chatApi, `p%40ss ${SERVICE_ROLES.chatApi}`));
  await chatApi.query(`SET ROLE ${PEOPLE_ROLE}`);
  const again = await runJob(JOB, { ADMIN_DATABASE_URL: adminUrl, ...PASSWORDS });
  expect(again).toMatchObject({ exitCode: 0, stderr: "" });
  expect(said(again, "info")).not.toContainEqual(expect.stringMatching(/^made/));
});

test("the job ends with 1 and says why, without waiting, when the admin's password is wrong", async () => {
  const { urlOf } = await newServer("superuser");
  const outcome = await runJob(JOB, { ADMIN_DATABASE_URL: urlOf("postgres", "wrong"), ...PASSWORDS });
  expect(outcome).toMatchObject({ exitCode: 1, stderr: "" });
  expect(outcome.log).toEqual([
    expect.objectContaining({
      level: "fatal",
      service: "setup-database",
      msg: 'password authentication failed for user "postgres"',
    }),
  ]);
});

test("no password is ever said, not even of a statement that failed", async () => {
  const { adminUrl } = await newServer("superuser");
  await runJob(JOB, { ADMIN_DATABASE_URL: adminUrl, ...PASSWORDS });
  // Somebody else made the roles that are there now.
  const guest = await newServer("guest");
  const attempts = [
    { ADMIN_DATABASE_URL: adminUrl, ...PASSWORDS },
    { ADMIN_DATABASE_URL: guest.adminUrl, ...PASSWORDS },
    { ADMIN_DATABASE_URL: adminUrl, ...PASSWORDS, DATABASE_PASSWORD_NOTIFIER: "" },
  ];
  for (const env of attempts) {
    const said = JSON.stringify(await runJob(JOB, { ...env, LOG_LEVEL: "debug" }));
    expect(said).not.toContain("p%40ss");
    for (const url of [adminUrl, guest.adminUrl]) {
      expect(said).not.toContain(decodeURIComponent(new URL(url).password));
    }
  }
});
