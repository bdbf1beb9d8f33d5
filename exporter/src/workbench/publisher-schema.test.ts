import { describe, expect, it } from "@jest/globals";
import { readPack } from "../pack/read-pack.ts";
import { publisherSchema } from "./publisher-schema.ts";

const YAML = `
streams:
  orders:
    subject: shop.orders.{region}
    id: $.order.id
    time: { from: $.placed, format: rfc3339, required: true }
    labels: { sales_region: '{region}', channel: $.channel }
    measures:
      total: { from: '$.order.lines[1]', unit: inr/100 }
    keep: { customer: '$["customer name"]' }
  lines:
    subject: shop.lines
    each: $.lines[*]
    labels: { shop: $$.shop }
    measures: { price: { from: $.price } }
  doors:
    subject: shop.doors
    where: $.kind == "door"
    measures: { state: { from: $.state, enum: { open: 1, "0": 0 } }, ajar: { from: $.ajar, type: boolean }, share: { from: = $.opened / $.total } }
  visits:
    subject: shop.visits
    format: csv
    measures: { visits: { kind: rate }, seconds: { from: $.seconds } }
`;

function schemaOf(stream: string): unknown {
  const { spec } = readPack({ name: "shop", yaml: YAML });
  return spec && publisherSchema(spec, "shop", stream);
}

describe("publisherSchema", () => {
  it("nests what paths go through, and requires what a record must have", () => {
    expect(schemaOf("shop_orders")).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: "shop_orders",
      type: "object",
      properties: {
        order: {
          type: "object",
          properties: { id: { type: ["string", "number", "null"] }, lines: { type: "array", prefixItems: [{}, { type: ["number", "string", "null"] }] } },
        },
        placed: { type: ["string", "null"], format: "date-time" },
        channel: { type: ["string", "number", "boolean", "null"] },
        "customer name": { description: "Kept as customer." },
      },
      required: ["placed"],
      anyOf: [{ required: ["order"], properties: { order: { required: ["lines"], properties: { lines: { minItems: 2 } } } } }],
    });
  });

  it("puts the fields of items into the list", () => {
    expect(schemaOf("shop_lines")).toMatchObject({
      type: "object",
      required: ["lines"],
      properties: {
        shop: { description: "Label shop, 128 bytes at the most." },
        lines: { type: "array", minItems: 1, items: { type: "object", properties: { price: { type: ["number", "string", "null"] } }, anyOf: [{ required: ["price"] }] } },
      },
    });
  });

  it("knows that all fields of a text format are texts, and that a count needs none", () => {
    const schema = schemaOf("shop_visits");
    expect(schema).toMatchObject({ properties: { seconds: { type: "string" } } });
    expect(schema).not.toHaveProperty("anyOf");
  });

  it("knows the words of an enumeration, and the fields that only expressions and conditions read", () => {
    expect(schemaOf("shop_doors")).toMatchObject({
      properties: {
        state: { enum: ["0", 0, "open", "", null] }, ajar: { type: ["number", "string", "boolean", "null"] },
        kind: { description: "Used in an expression." }, opened: { description: "Used in an expression." }, total: { description: "Used in an expression." },
      },
    });
  });

  it("knows no other stream", () => {
    expect(schemaOf("shop_carts")).toBeUndefined();
  });
});
