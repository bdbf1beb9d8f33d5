import type { SyntaxNode } from "@lezer/common";
import { parser } from "@prometheus-io/lezer-promql";

/** A selector in a query. */
export interface Selector {
  /** "" where the matchers alone choose. */
  readonly metric: string;
  readonly labels: readonly { readonly name: string; readonly op: string; readonly value: string }[];
  /** The function that it is handed to, with its range; undefined for an instant vector. */
  readonly ranged: { readonly by: string; readonly range: string } | undefined;
}

/** Whether a text is PromQL as Prometheus' own editor reads it. */
export function isPromql(expr: string): boolean {
  const errors: string[] = [];
  parser.parse(expr).iterate({ enter: ({ type, from, to }) => { if (type.isError) errors.push(expr.slice(from, to)); } });
  return errors.length === 0 && expr.trim() !== "";
}

/** Every selector of a query, in the order of the text. */
export function selectorsOf(expr: string): Selector[] {
  const found: Selector[] = [];
  const text = (node: SyntaxNode | null): string => (node === null ? "" : expr.slice(node.from, node.to));
  parser.parse(expr).iterate({
    enter: ({ node }) => {
      if (node.name !== "VectorSelector") return;
      const matchers = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
      found.push({
        metric: text(node.getChild("Identifier")),
        labels: matchers.map((matcher) => ({
          name: text(matcher.getChild("LabelName")), op: text(matcher.getChild("MatchOp")), value: text(matcher.getChild("StringLiteral")).slice(1, -1),
        })),
        ranged: node.parent?.name === "MatrixSelector" ? { by: functionAround(node, text), range: text(node.parent.getChild("DurationExpr")) } : undefined,
      });
    },
  });
  return found;
}

/** Labels that a query aggregates or matches by. */
export function groupingLabelsOf(expr: string): string[] {
  const labels: string[] = [];
  parser.parse(expr).iterate({
    enter: ({ node }) => {
      if (node.name === "GroupingLabels") labels.push(...node.getChildren("LabelName").map(({ from, to }) => expr.slice(from, to)));
    },
  });
  return labels;
}

function functionAround(node: SyntaxNode, text: (node: SyntaxNode | null) => string): string {
  for (let around = node.parent; around !== null; around = around.parent) {
    if (around.name === "FunctionCall") return text(around.getChild("FunctionIdentifier"));
  }
  return "";
}
