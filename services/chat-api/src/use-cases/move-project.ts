import type { Project } from "@punctual/contracts/named";
import type { MoveProject } from "@punctual/contracts/writes";
import { errors } from "@punctual/service-kit/errors";
import { positionBetween } from "../domain/position.ts";
import { findNamed, placesAroundProject } from "../store/named.ts";
import type { UnitOfWork } from "../store/unit-of-work.ts";
import { getNamed, saveNamed } from "./named.ts";
import { requireVersion } from "./require-version.ts";

/** Puts a project before or after another in manual order. */
export async function moveProject(
  unit: UnitOfWork,
  id: number,
  to: MoveProject,
  expects: (project: Project) => boolean = () => true,
): Promise<Project> {
  const project = await getNamed(unit, "project", id, true);
  requireVersion(project, expects);
  const field = "before" in to ? "before" : "after";
  const wanted = "before" in to ? to.before : to.after;
  const target = wanted === id ? undefined : await findNamed(unit, "project", wanted);
  if (!target) {
    const message = wanted === id ? "a project can't be next to itself" : `you have no project ${wanted}`;
    throw errors.validationFailed("The project can't be put there.", { errors: [{ field, message }] });
  }
  const around = await placesAroundProject(unit, target.position, id);
  const position =
    field === "before"
      ? positionBetween(around.before, target.position)
      : positionBetween(target.position, around.after);
  return saveNamed(unit, "project", project, { ...project, position });
}
