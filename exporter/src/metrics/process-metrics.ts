import { collectDefaultMetrics, Registry } from "prom-client";
import type { Family } from "./family.ts";
import { labelText, sampleLine } from "./text.ts";

/** Gauges whose names end like a counter's. */
const MISNAMED = new Set(["nodejs_active_handles_total", "nodejs_active_requests_total", "nodejs_active_resources_total"]);

/** Metrics of the process and of Node: collected by prom-client, written by our writer. */
export class ProcessMetrics {
  readonly #registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  async families(): Promise<Family[]> {
    const metrics = await this.#registry.getMetricsAsJSON();
    return metrics.flatMap(({ name, help, type, values }): Family[] => {
      const text = String(type);
      if (MISNAMED.has(name) || (text !== "counter" && text !== "gauge" && text !== "histogram")) return [];
      const lines = values.map((sample) => {
        const labels = Object.entries(sample.labels).map(([label, value]) => [label, String(value)] as const);
        const line = "metricName" in sample && typeof sample.metricName === "string" ? sample.metricName : name;
        return sampleLine(line, labelText(labels.map(([label]) => label), labels.map(([, value]) => value)), sample.value);
      });
      return [{ name, type: text, help, lines }];
    });
  }
}
