import { fold } from "@punctual/contracts/fold";
import type { Name, Resolved, Words } from "@punctual/query/resolved";
import { prepared } from "@punctual/service-kit/database/prepared";
import type { SearchText } from "../search/asked.ts";
import { type FoundText, findTexts } from "../search/find-texts.ts";
import { weigh } from "../search/weigh.ts";
import type { Reader } from "../store/unit-of-work.ts";

/** What the user's tags, projects and words are that a query speaks of. */
export interface Known {
  /** The tags with one of these names. */
  tags(names: readonly Name[]): Found;
  /** The projects with one of these names. */
  projects(names: readonly Name[]): Found;
  /** What the tasks have of words that are in the query. */
  text(words: Words): FoundText;
}

/** What has one of some names. */
export interface Found {
  readonly ids: readonly number[];
  /** Whether so many tasks have one of these tags that it's better to look at tasks than to gather theirs. */
  readonly common: boolean;
}

/** Tasks with a tag that are gathered to be put in order. */
const GATHERED = 1_000;

/**
 * Looks up what a query names, in at most two statements before the one that lists: names become ids, so that indexes
 * serve them. A name that nothing has fits nothing; it isn't wrong, for a tag may be gone from a saved filter.
 *
 * @param ranked whether the list comes best first; in any other order, frequent words are looked for otherwise
 */
export async function lookUp(reader: Reader, query: Resolved, ranked: boolean): Promise<Known> {
  const names: Mention[] = [];
  const texts = new Map<Words, SearchText>();
  visit(query, (leaf) => {
    if (leaf.kind === "names" && (leaf.field === "tag" || leaf.field === "project")) {
      for (const name of leaf.anyOf) names.push({ kind: leaf.field, name });
    }
    if (leaf.kind === "text") texts.set(leaf.words, searchText(leaf.words));
    if (leaf.kind === "words") {
      for (const words of leaf.anyOf) texts.set(words, { ...searchText(words), source: leaf.field });
    }
  });
  const read = texts.size === 0 ? [] : await findTexts(reader.db, reader.userId, [...texts.values()]);
  const found = ranked ? read : await weigh(reader, read);
  const foundOf = new Map([...texts.keys()].map((words, i) => [words, found[i]]));
  const namesOf = await findNames(reader, names);
  const all = (of: readonly Name[]): Found => {
    const each = of.flatMap((name) => namesOf.get(name) ?? []);
    return { ids: [...new Set(each.flatMap(({ ids }) => ids))], common: each.some(({ common }) => common) };
  };
  return {
    tags: all,
    projects: all,
    text(words) {
      const text = foundOf.get(words);
      if (!text) throw new Error(`"${words.text}" wasn't looked up`);
      return text;
    },
  };
}

interface Mention {
  readonly kind: "tag" | "project";
  readonly name: Name;
}

/** Calls back for every leaf. */
function visit(query: Resolved, leaf: (leaf: Resolved) => void): void {
  if (query.kind === "and" || query.kind === "or") for (const node of query.nodes) visit(node, leaf);
  else if (query.kind === "not") visit(query.node, leaf);
  else leaf(query);
}

function searchText({ text, phrase, prefix }: Words): SearchText {
  return { text, phrase, prefix };
}

async function findNames(
  { db, userId }: Reader,
  mentions: readonly Mention[],
): Promise<ReadonlyMap<Name, Found>> {
  if (mentions.length === 0) return new Map();
  const { rows } = await db.query<{ n: number; ids: number[]; common: boolean }>(
    FIND([
      userId,
      mentions.map(({ kind }) => kind),
      mentions.map(({ name }) => fold(name.text)),
      mentions.map(({ name }) => name.prefix),
    ]),
  );
  return new Map(
    rows.flatMap(({ n, ids, common }) => {
      const mention = mentions[n - 1];
      return mention ? [[mention.name, { ids: ids.map(Number), common }] as const] : [];
    }),
  );
}

const MATCHES = "(name_key = asked.key OR asked.prefix AND starts_with(name_key, asked.key))";

const FIND = prepared(`SELECT asked.n::int AS n, found.ids, (
    SELECT count(*) FROM (
      SELECT FROM task_tag WHERE user_id = $1 AND asked.kind = 'tag' AND tag_id = ANY(found.ids) LIMIT ${GATHERED + 1}
    ) AS few
  ) > ${GATHERED} AS common
  FROM unnest($2::text[], $3::text[], $4::boolean[]) WITH ORDINALITY AS asked (kind, key, prefix, n)
  CROSS JOIN LATERAL (SELECT ARRAY(
    SELECT id FROM tag WHERE user_id = $1 AND asked.kind = 'tag' AND ${MATCHES}
    UNION ALL SELECT id FROM project WHERE user_id = $1 AND asked.kind = 'project' AND ${MATCHES}
  ) AS ids) AS found`);
