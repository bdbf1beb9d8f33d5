import { describe, expect, it } from "@jest/globals";
import { JetStreamApiError, type StreamConfig } from "@nats-io/jetstream";
import { ensureDeadLetters, ensureLog, type LogOptions } from "./log.ts";
import type { StreamAdmin } from "./stream-config.ts";
import { overlaps } from "./subjects.ts";

const day = 86_400_000;
const options: LogOptions = { stream: "EDDY", captures: ["eddy.control.>", "iot.>"], maxAgeMs: 7 * day, maxBytes: 1_000, sources: [] };

const made: StreamConfig = {
  name: "EDDY", subjects: ["eddy.control.>", "iot.>"], retention: "limits", storage: "file", discard: "old", max_consumers: -1, sealed: false,
  first_seq: 0, allow_msg_counter: false, persist_mode: "", max_msgs_per_subject: -1, max_msgs: -1, max_age: 7 * day * 1e6, max_bytes: 1_000,
  max_msg_size: -1, discard_new_per_subject: false, duplicate_window: 120e9, allow_rollup_hdrs: false, num_replicas: 1, deny_delete: false,
  deny_purge: false, allow_direct: false, mirror_direct: false,
};

/** A server that remembers what it was told, and lets no two streams have one subject. */
function server(...streams: Partial<StreamConfig>[]) {
  const configs = new Map(streams.map((config) => [config.name ?? "EDDY", { ...made, ...config }]));
  const sent: { how: string; config: Partial<StreamConfig> }[] = [];
  const owners = (subject: string): string[] =>
    [...configs.values()].filter(({ subjects }) => subjects.some((other) => overlaps(other, subject))).map(({ name }) => name);
  const take = (how: string, name: string, config: Partial<StreamConfig>): Promise<void> => {
    if ((config.subjects ?? []).some((subject) => owners(subject).some((owner) => owner !== name))) {
      return Promise.reject(new JetStreamApiError({ code: 400, err_code: 10065, description: "subjects overlap with an existing stream" }));
    }
    sent.push({ how, config });
    return Promise.resolve();
  };
  const admin: StreamAdmin = {
    streams: {
      info: (name) => {
        const config = configs.get(name);
        return config === undefined
          ? Promise.reject(new JetStreamApiError({ code: 404, err_code: 10059, description: "stream not found" }))
          : Promise.resolve({ config });
      },
      add: (config) => take("create", config.name, config),
      update: (name, config) => take("update", name, config),
      names: async function* (subject) { yield* await Promise.resolve(owners(subject)); },
    },
  };
  return { admin, sent };
}

describe("the log's stream", () => {
  it("is made to lose nothing but the oldest", async () => {
    const { admin, sent } = server();
    expect(await ensureLog(admin, options)).toEqual(["created stream EDDY"]);
    expect(sent).toEqual([{
      how: "create",
      config: {
        name: "EDDY", description: "Eddy's log", subjects: ["eddy.control.>", "iot.>"],
        retention: "limits", discard: "old", storage: "file", max_age: 7 * day * 1e6, max_bytes: 1_000,
      },
    }]);
  });

  const rows: { name: string; has?: Partial<StreamConfig>; wants?: Partial<LogOptions>; sends: Partial<StreamConfig> | undefined }[] = [
    { name: "is left alone when it is right", sends: undefined },
    { name: "gains subjects", wants: { captures: ["iot.>", "market.>"] }, sends: { subjects: ["eddy.control.>", "iot.>", "market.>"] } },
    { name: "keeps subjects that no pack asks for", wants: { captures: ["eddy.control.>"] }, sends: undefined },
    { name: "is not told of what it captures already", wants: { captures: ["iot.sensor.*"] }, sends: undefined },
    { name: "swaps subjects for a wider one", has: { subjects: ["iot.a", "iot.b"] }, wants: { captures: ["iot.>"] }, sends: { subjects: ["iot.>"] } },
    { name: "follows age and size", wants: { maxAgeMs: day, maxBytes: 5 }, sends: { max_age: day * 1e6, max_bytes: 5 } },
    { name: "gains a source", wants: { sources: ["ORDERS"] }, sends: { sources: [{ name: "ORDERS" }] } },
    { name: "keeps the sources it has", has: { sources: [{ name: "OLD" }] }, wants: { sources: ["ORDERS"] }, sends: { sources: [{ name: "OLD" }, { name: "ORDERS" }] } },
    { name: "leaves to a source what that owns", wants: { captures: ["iot.>", "orders.eu"], sources: ["ORDERS"] }, sends: { sources: [{ name: "ORDERS" }] } },
  ];
  it.each(rows)("$name", async ({ has, wants, sends }) => {
    const { admin, sent } = server({ name: "ORDERS", subjects: ["orders.>"] }, { ...has, name: "EDDY" });
    await ensureLog(admin, { ...options, ...wants });
    expect(sent).toEqual(sends === undefined ? [] : [{ how: "update", config: { ...sends, name: "EDDY" } }]);
  });

  const refusals: { name: string; has?: Partial<StreamConfig>; wants?: Partial<LogOptions>; code: string; text: string }[] = [
    { name: "a work queue", has: { retention: "workqueue" }, code: "settings", text: 'retention must be "limits", got "workqueue"' },
    { name: "one that refuses the new", has: { discard: "new" }, code: "settings", text: 'discard must be "old"' },
    { name: "one that keeps only the last of a subject", has: { max_msgs_per_subject: 1 }, code: "settings", text: "max_msgs_per_subject must be 0, got 1" },
    { name: "a mirror", has: { mirror: { name: "FAR" } }, code: "settings", text: 'got "FAR"' },
    { name: "a subject of another stream", wants: { captures: ["orders.eu"] }, code: "overlap", text: "log: { sources: [ORDERS] }" },
    { name: "a source that isn't there", wants: { sources: ["NONE"] }, code: "settings", text: "log.sources: must name streams that exist, got NONE" },
    { name: "a capture wider than its source", wants: { captures: [">"], sources: ["ORDERS"] }, code: "overlap", text: "must not be wider than orders.>" },
  ];
  it.each(refusals)("is refused for $name", async ({ has, wants, code, text }) => {
    const { admin, sent } = server({ name: "ORDERS", subjects: ["orders.>"] }, { ...has, name: "EDDY" });
    const error: unknown = await ensureLog(admin, { ...options, ...wants }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringContaining(text) });
    expect(sent).toEqual([]);
  });

  it("has a bounded stream of dead letters beside it, made once", async () => {
    const { admin, sent } = server();
    await ensureDeadLetters(admin);
    expect(sent).toEqual([{ how: "create", config: expect.objectContaining({ name: "EDDY_DLQ", subjects: ["eddy.dlq.>"], max_bytes: 268_435_456 }) }]);
    const again = server({ name: "EDDY_DLQ", subjects: ["eddy.dlq.>"] });
    await ensureDeadLetters(again.admin);
    expect(again.sent).toEqual([]);
  });
});
