/** The detector of measures, KPIs and tools that name none: an id of registry.ts. */
export const DEFAULT_DETECTOR = "auto";
