import { parser } from "@prometheus-io/lezer-promql";

type Node = ReturnType<typeof parser.parse>["topNode"];

/** A metric in an expression, and the labels that the expression needs of it. */
export interface MetricUse {
  readonly metric: string;
  readonly labels: ReadonlySet<string>;
}

/** A node of an expression's syntax tree, with its text. */
export interface Syntax {
  readonly node: Node;
  readonly text: string;
}

/** What Grafana would put in the place of its own variables; any other becomes 1, which fits strings and sums. */
const GRAFANA_VARIABLES: Readonly<Record<string, string>> = {
  __rate_interval: "5m",
  __interval: "1m",
  __range: "1h",
};

/** An expression as it reaches Prometheus. `$1` stays: it is a group of `label_replace`. */
export function withoutVariables(expr: string): string {
  return expr.replace(
    /\$(?:\{([A-Za-z_]\w*)(?::\w+)?\}|([A-Za-z_]\w*))/g,
    (_, braced: string | undefined, plain: string | undefined) =>
      GRAFANA_VARIABLES[braced ?? plain ?? ""] ?? "1",
  );
}

/** Parses PromQL in which Grafana's variables may stand. @throws SyntaxError that says where it isn't PromQL */
export function parsePromql(expr: string): Syntax {
  const text = withoutVariables(expr);
  if (text.trim() === "") throw new SyntaxError("no expression");
  const node = parser.parse(text).topNode;
  for (const { node: each } of descendants({ node, text })) {
    if (each.type.isError)
      throw new SyntaxError(
        `not PromQL at ${each.from}: ${text.slice(Math.max(0, each.from - 20), each.from + 20)}`,
      );
  }
  return { node, text };
}

/** Every node below one, and itself. */
export function* descendants({ node, text }: Syntax): Generator<Syntax> {
  yield { node, text };
  for (const child of children(node)) yield* descendants({ node: child, text });
}

/** The metric of a VectorSelector. @throws SyntaxError when it is selected by anything but its plain name */
export function metricOf({ node, text }: Syntax): string {
  const name = node.getChild("Identifier");
  if (!name) throw new SyntaxError(`select a metric by its name: ${text.slice(node.from, node.to)}`);
  return text.slice(name.from, name.to);
}

/**
 * The metrics of an expression, each with the labels that it must have for the expression to mean what it says: those
 * that are matched, grouped, joined or shown.
 *
 * @param shown labels of the result that somebody reads, such as those in a legend
 */
export function metricsUsed(expr: string, shown: Iterable<string> = []): MetricUse[] {
  const syntax = parsePromql(expr);
  const uses: MetricUse[] = [];
  visit(syntax.node, new Set(shown));
  return uses;

  function visit(node: Node, wanted: ReadonlySet<string>): void {
    if (node.name === "VectorSelector") {
      const matched = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
      const labels = matched.flatMap((matcher) => names(matcher));
      uses.push({ metric: metricOf({ node, text: syntax.text }), labels: union(wanted, labels) });
    } else if (node.name === "AggregateExpr") visitAggregate(node, wanted);
    else if (node.name === "BinaryExpr") visitBinary(node, wanted);
    else if (node.name === "FunctionCall") visitCall(node, wanted);
    else for (const child of children(node)) visit(child, wanted);
  }

  function visitAggregate(node: Node, wanted: ReadonlySet<string>): void {
    const modifier = node.getChild("AggregateModifier");
    const grouped = names(modifier?.getChild("GroupingLabels"));
    const operation = word(node.getChild("AggregateOp"));
    const keeps =
      modifier?.getChild("Without") || /^(topk|bottomk|limitk|limit_ratio)$/.test(operation) ? wanted : [];
    const body = node.getChild("FunctionCallBody");
    if (body) visit(body, union(keeps, grouped));
  }

  function visitBinary(node: Node, wanted: ReadonlySet<string>): void {
    const clause = node.getChild("MatchingModifierClause");
    const [matching, included] = clause?.getChildren("GroupingLabels") ?? [];
    const matched = names(matching);
    const brought = names(included);
    const operands = children(node).filter(({ name }) => OPERANDS.has(name));
    const [left, right] = operands;
    if (!left || !right) throw new SyntaxError(`no two sides: ${word(node)}`);
    const filters = node.getChild("And") || node.getChild("Unless");
    const many = clause?.getChild("GroupRight") ? right : left;
    for (const side of [left, right]) {
      const one = clause?.getChild("GroupLeft") || clause?.getChild("GroupRight") ? side !== many : false;
      if (one) visit(side, union(matched, brought));
      else if (filters && side === right) visit(side, new Set(matched));
      else visit(side, union(without(wanted, brought), matched));
    }
  }

  function visitCall(node: Node, wanted: ReadonlySet<string>): void {
    const body = node.getChild("FunctionCallBody");
    if (!body) return;
    const texts = body.getChildren("StringLiteral").map((literal) => word(literal).slice(1, -1));
    const name = word(node.getChild("FunctionIdentifier"));
    if (name === "label_replace") visit(body, union(without(wanted, texts.slice(0, 1)), texts.slice(2, 3)));
    else if (name === "label_join") visit(body, union(without(wanted, texts.slice(0, 1)), texts.slice(2)));
    else if (name === "histogram_quantile") visit(body, union(wanted, ["le"]));
    else if (name === "absent" || name === "absent_over_time" || name === "scalar") visit(body, new Set());
    else visit(body, wanted);
  }

  function names(node: Node | null | undefined): string[] {
    return node?.getChildren("LabelName").map(word) ?? [];
  }

  function word(node: Node | null | undefined): string {
    return node ? syntax.text.slice(node.from, node.to) : "";
  }
}

/** The labels that a legend of Grafana shows: `{{topic}}`. */
export function labelsShown(legend: string): string[] {
  return [...legend.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label = ""]) => label);
}

/** What can stand on a side of an operator. */
const OPERANDS = new Set([
  "AggregateExpr",
  "BinaryExpr",
  "FunctionCall",
  "MatrixSelector",
  "NumberDurationLiteral",
  "OffsetExpr",
  "ParenExpr",
  "StepInvariantExpr",
  "StringLiteral",
  "SubqueryExpr",
  "UnaryExpr",
  "VectorSelector",
]);

function children(node: Node): Node[] {
  const found: Node[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

function union(...sets: Iterable<string>[]): Set<string> {
  return new Set(sets.flatMap((set) => [...set]));
}

function without(from: Iterable<string>, labels: readonly string[]): Set<string> {
  return new Set([...from].filter((label) => !labels.includes(label)));
}
