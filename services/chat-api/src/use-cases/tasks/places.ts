import { errors } from "@punctual/service-kit/errors";
import { projectNames } from "../../store/named.ts";
import { descendantsOf, findTasks, lockTree } from "../../store/tasks/read.ts";
import type { Reader, UnitOfWork } from "../../store/unit-of-work.ts";

/** Where a task is to be. */
export interface Place {
  readonly project_id?: number | null | undefined;
  readonly parent_id?: number | null | undefined;
}

/** Throws validation_failed unless all projects and parents are the person's own. */
export async function checkPlaces(unit: UnitOfWork, places: readonly Place[]): Promise<void> {
  const projects = [...new Set(places.flatMap(({ project_id }) => project_id ?? []))];
  if (projects.length > 0) {
    const names = await projectNames(unit, projects);
    for (const [id, name] of names) unit.projectNames.set(id, name);
    const missing = projects.find((id) => !names.has(id));
    if (missing !== undefined) throw wrongPlace("project_id", `you have no project ${missing}`);
  }
  const parents = [...new Set(places.flatMap(({ parent_id }) => parent_id ?? []))];
  if (parents.length > 0) {
    const found = await findTasks(unit, parents);
    const missing = parents.find((id) => !found.some((task) => task.id === id));
    if (missing !== undefined) throw wrongPlace("parent_id", `you have no task ${missing}`);
  }
}

/** Throws validation_failed where a task would come to be below itself; until the end of the write, no other can. */
export async function checkNoCycle(reader: Reader, id: number, parentId: number): Promise<void> {
  if (parentId === id) throw wrongPlace("parent_id", "a task can't be its own parent");
  await lockTree(reader);
  if ((await descendantsOf(reader, id)).includes(parentId)) {
    throw wrongPlace("parent_id", `task ${parentId} is below task ${id}; move it out first`);
  }
}

function wrongPlace(field: "project_id" | "parent_id", message: string) {
  return errors.validationFailed("The task can't be put there.", { errors: [{ field, message }] });
}
