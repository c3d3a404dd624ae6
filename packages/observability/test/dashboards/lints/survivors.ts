import type { Syntax } from "../../support/promql.ts";
import { textOf } from "./lint.ts";

const SIDES =
  /^(AggregateExpr|BinaryExpr|FunctionCall|ParenExpr|UnaryExpr|OffsetExpr|VectorSelector|NumberDurationLiteral)$/;

/** Which of some labels can be left on an expression's result: not summed away, or made on the way. */
export function survivors(syntax: Syntax, labels: readonly string[]): string[] {
  const kept = (node: Syntax["node"] | null, of = labels) =>
    node ? survivors({ node, text: syntax.text }, of) : [];
  const names = (node: Syntax["node"] | null | undefined) =>
    node?.getChildren("LabelName").map((name) => textOf({ node: name, text: syntax.text })) ?? [];
  const { node } = syntax;

  if (node.name === "VectorSelector") return [...labels];
  if (node.name === "AggregateExpr") {
    const modifier = node.getChild("AggregateModifier");
    const grouped = names(modifier?.getChild("GroupingLabels"));
    const inside = kept(node.getChild("FunctionCallBody"));
    if (/^(top|bottom)k/.test(textOf(syntax))) return inside;
    return inside.filter(
      (label) => grouped.includes(label) !== Boolean(modifier?.getChild("Without")) && modifier,
    );
  }
  if (node.name === "FunctionCall") {
    const call = textOf(syntax);
    const inside = kept(node.getChild("FunctionCallBody"));
    if (/^(absent|scalar|vector|time)\b/.test(call)) return [];
    if (call.startsWith("histogram_quantile(")) return inside.filter((label) => label !== "le");
    const [, made] = /^label_replace\(.*?, "(\w+)", "\$1",/s.exec(call) ?? [];
    return labels.filter((label) => label === made || inside.includes(label));
  }
  if (node.name === "BinaryExpr") {
    const clause = node.getChild("MatchingModifierClause");
    const [matching, brought] = clause?.getChildren("GroupingLabels") ?? [];
    const [left = null, right = null] = childrenOf(node).filter(({ name }) => SIDES.test(name));
    if (node.getChild("And") || node.getChild("Unless")) return kept(left);
    const grouped = clause?.getChild("GroupLeft") || clause?.getChild("GroupRight");
    if (!grouped && clause?.getChild("On"))
      return kept(left).filter((label) => names(matching).includes(label));
    const [many, one] = clause?.getChild("GroupRight") ? [right, left] : [left, right];
    const fromOne = grouped ? names(brought) : labels;
    return labels.filter(
      (label) => kept(many).includes(label) || (fromOne.includes(label) && kept(one).includes(label)),
    );
  }
  return labels.filter((label) => childrenOf(node).some((child) => kept(child).includes(label)));
}

function childrenOf(node: Syntax["node"]): Syntax["node"][] {
  const found: Syntax["node"][] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}
