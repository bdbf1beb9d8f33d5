import { describe, expect, it } from "@jest/globals";
import { acceptsGzip, negotiateFormat } from "./negotiate.ts";

describe("negotiateFormat", () => {
  it.each([
    { client: "none", accept: undefined, expected: "text" },
    { client: "curl", accept: "*/*", expected: "text" },
    { client: "Firefox", accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", expected: "text" },
    { client: "Prometheus 2.42", accept: "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", expected: "openmetrics" },
    { client: "Prometheus 3", accept: "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1", expected: "openmetrics" },
    { client: "Prometheus that wants protobuf", accept: "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,text/plain;version=0.0.4;q=0.3,application/openmetrics-text;version=1.0.0;q=0.2", expected: "text" },
    { client: "text before OpenMetrics", accept: "application/openmetrics-text;q=0.2,text/plain;q=0.9", expected: "text" },
    { client: "the first of equals", accept: "application/openmetrics-text,text/plain", expected: "openmetrics" },
    { client: "only an older OpenMetrics", accept: "application/openmetrics-text;version=0.0.1", expected: "text" },
    { client: "only OpenMetrics 2", accept: "application/openmetrics-text;version=2.0.0", expected: "text" },
    { client: "never OpenMetrics", accept: "application/openmetrics-text;q=0", expected: "text" },
    { client: "odd capitals, spaces, quotes", accept: ' Application/OpenMetrics-Text ; Version="1.0.0" ; Q=1', expected: "openmetrics" },
    { client: "nonsense", accept: ";;,q=,,text/", expected: "text" },
  ])("$client gets $expected", ({ accept, expected }) => {
    expect(negotiateFormat(accept)).toBe(expected);
  });
});

describe("acceptsGzip", () => {
  it.each([
    [undefined, false], ["", false], ["gzip", true], ["deflate, gzip;q=0.5", true], ["gzip;q=0", false], ["*", true], ["br", false], ["GZIP", true],
  ])("%s: %s", (header, expected) => {
    expect(acceptsGzip(header)).toBe(expected);
  });
});
