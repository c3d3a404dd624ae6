import { fold } from "@punctual/contracts/fold";
import type { Condition, Query } from "@punctual/query/ast";
import { QueryError } from "@punctual/query/error";
import { parseQuery } from "@punctual/query/parse";
import type { Reader } from "../store/unit-of-work.ts";

/** How deep saved filters may use each other. */
const MAX_DEPTH = 5;
/** How many saved filters a query may come to, each counted as often as it is used. */
const MAX_USED = 50;

/** Puts saved filters in the places where a query names them (`saved:errands`). */
export async function expandSaved(reader: Reader, query: Query): Promise<Query> {
  if (!names(query)) return query;
  const queries = await readSaved(reader);
  let used = 0;
  const expand = (node: Query, path: readonly string[]): Query => {
    switch (node.kind) {
      case "and":
      case "or":
        return { ...node, nodes: node.nodes.map((each) => expand(each, path)) };
      case "not":
        return { ...node, node: expand(node.node, path) };
      case "condition":
        return node.field === "saved" ? expandNames(node, path) : node;
      default:
        return node;
    }
  };
  const expandNames = ({ values, column }: Condition, path: readonly string[]): Query => {
    const nodes = values.map((value): Query => {
      if (value.kind !== "name") throw new Error("saved filters go by name");
      if (value.prefix) throw new QueryError(value.column, "saved takes a whole name, without *.");
      const key = fold(value.text);
      const saved = queries.get(key);
      if (saved === undefined) {
        throw new QueryError(value.column, `You have no saved filter "${value.text}".`);
      }
      used++;
      if (path.includes(key) || path.length >= MAX_DEPTH || used > MAX_USED) {
        throw new QueryError(
          value.column,
          path.includes(key)
            ? `The saved filter "${value.text}" uses itself.`
            : `Saved filters use each other too often or too deep: at most ${MAX_DEPTH} deep, ${MAX_USED} in all.`,
        );
      }
      return expand(at(parseQuery(saved), value.column), [...path, key]);
    });
    return { kind: "or", nodes, column };
  };
  return expand(query, []);
}

function names(query: Query): boolean {
  if (query.kind === "and" || query.kind === "or") return query.nodes.some(names);
  if (query.kind === "not") return names(query.node);
  return query.kind === "condition" && query.field === "saved";
}

async function readSaved({ db, userId }: Reader): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ name_key: string; query: string }>(
    "SELECT name_key, query FROM saved_filter WHERE user_id = $1",
    [userId],
  );
  return new Map(rows.map(({ name_key, query }) => [name_key, query]));
}

/** Whatever is wrong within a saved filter is wrong where it is named. */
function at(query: Query, column: number): Query {
  return JSON.parse(JSON.stringify(query), (key, value: unknown) =>
    key === "column" ? column : value,
  ) as Query;
}
