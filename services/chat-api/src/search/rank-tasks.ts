import { prepared } from "@punctual/service-kit/database/prepared";
import type { Reader } from "../store/unit-of-work.ts";
import { type Candidate, findCandidates } from "./candidates.ts";
import type { FoundText } from "./find-texts.ts";
import { type Param, phrasePredicate, textPredicate } from "./predicate.ts";
import { titleBonus } from "./refine.ts";

/** Where a task stands in the results: by cost, the least first, then by id, the newest first. Fit for a cursor. */
export type Place = Candidate;

/** Which part of the results to give. */
export interface RankedPage {
  /** SQL on the task `t` that holds besides the texts, also that it isn't in the trash. */
  readonly filter: (param: Param) => string;
  /** Whether that says more than which tasks are in the trash. */
  readonly filtered: boolean;
  readonly limit: number;
  /** Gives what comes after this place. */
  readonly after?: Place | undefined;
}

/** The titles of so many are looked at to rank them finely. */
const REFINED = 100;
/** What comes after all that was ranked. */
const UNRANKED = 1_000_000;

/**
 * The tasks that have all the texts and pass the filter, the best first: by where their words stand (title, tags,
 * project, notes), how they match (as asked, completed, mended), whether the title has them in order; then the newest.
 * The best 500 are ranked, any others follow by age.
 */
export async function rankTasks(
  reader: Reader,
  texts: readonly FoundText[],
  { filter, filtered, limit, after }: RankedPage,
): Promise<{ places: Place[]; more: boolean }> {
  const { best, more } = await findCandidates(
    reader,
    texts.flatMap((text) => text.words),
  );
  const plain = !filtered && !texts.some(({ asked }) => asked.phrase);
  const phrases = (param: Param) => texts.map((text) => phrasePredicate(text, param)).join(" AND ");
  const keep = (tasks: readonly Candidate[]) =>
    read(reader, (param) => [idIn(tasks, param), phrases(param), filter(param)], tasks.length, plain);
  const isNext = (place: Place) => !after || compare(after, place) < 0;

  const places: Place[] = [];
  const head = new Map(best.slice(0, REFINED).map((candidate) => [candidate.id, candidate.cost]));
  const refined = (await keep(best.slice(0, REFINED))).map(({ id, title }) => ({
    id,
    cost: (head.get(id) ?? 0) - titleBonus(title, texts),
  }));
  places.push(...refined.sort(compare).filter(isNext));
  if (places.length <= limit && best.length > REFINED) {
    const rest = best.slice(REFINED);
    const kept = new Set((await keep(rest)).map(({ id }) => id));
    places.push(...rest.filter((place) => kept.has(place.id) && isNext(place)));
  }
  if (places.length <= limit && more) {
    const below = after?.cost === UNRANKED ? after.id : Number.MAX_SAFE_INTEGER;
    const others = await read(
      reader,
      (param) => [
        `t.id < ${param(below)}`,
        `NOT ${idIn(best, param)}`,
        ...texts.map((text) => textPredicate(text, param)),
        filter(param),
      ],
      limit + 1 - places.length,
    );
    places.push(...others.map(({ id }) => ({ id, cost: UNRANKED })));
  }
  return { places: places.slice(0, limit), more: places.length > limit };
}

function compare(a: Place, b: Place): number {
  return a.cost - b.cost || b.id - a.id;
}

function idIn(tasks: readonly Candidate[], param: Param): string {
  return `(t.id = ANY(${param(tasks.map(({ id }) => id))}::bigint[]))`;
}

/**
 * Tasks of which all conditions hold, the newest first.
 *
 * @param always whether the conditions are mostly the same, so that planning them once will do
 */
async function read(
  { db, userId }: Reader,
  conditions: (param: Param) => readonly string[],
  limit: number,
  always = false,
): Promise<{ id: number; title: string }[]> {
  if (limit === 0) return [];
  const values: unknown[] = [userId];
  const param: Param = (value) => `$${values.push(value)}`;
  const text = `SELECT t.id, t.title FROM task AS t WHERE t.user_id = $1 AND ${conditions(param).join(" AND ")}
    ORDER BY t.id DESC LIMIT ${param(limit)}`;
  const { rows } = await db.query<{ id: number; title: string }>(
    always ? prepared(text)(values) : { text, values },
  );
  return rows;
}
