import { FRAME_RULES } from "./frame-rules.ts";
import { LAYOUT_RULES } from "./layout-rules.ts";
import { QUERY_RULES } from "./query-rules.ts";
import type { Rule } from "./rule.ts";

/** Every rule for dashboards. */
export const RULES: readonly Rule[] = [...FRAME_RULES, ...LAYOUT_RULES, ...QUERY_RULES];
