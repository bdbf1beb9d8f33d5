import { describe, expect, it } from "@jest/globals";
import { FoldScene, packText } from "./fold-scene.ts";

const PACK = `
streams:
  items:
    subject: shop.orders
    id: "= $$.id + '/' + $.sku"
    each: $.items[*]
    labels: { sku: { from: $.sku, max: 2 }, store: $$.store }
    measures: { price: { from: $.price }, sold: { as: rate, every: 10s } }
  large:
    subject: shop.sales
    where: $.total > 100
    labels: { till: { from: $.till, max: 1 } }
    measures: { total: { from: $.total } }
kpis:
  by_sku: { of: items, as: count, by: [sku], window: 10s }
`;

const shop = (): FoldScene => new FoldScene(packText({ shop: PACK }));
const order = (id: string, ...items: unknown[]): unknown => ({ id, store: "north", items });

describe("each", () => {
  it("makes an event of every item, and counts one record", () => {
    const scene = shop();
    scene.send(0, "shop.orders", order("o1", { sku: "a", price: 3 }, { sku: "b", price: 4 }));
    expect(scene.totals("shop_items")).toMatchObject({ received: 1, filtered: new Map() });
    expect(scene.labels("shop_items.price")).toEqual(["a,north", "b,north"]);
    expect(scene.read("shop_items.price", "b", "north")?.value).toBe(4);
  });

  it("takes all items of a record or none, so that a mended record counts once", () => {
    const scene = shop();
    scene.send(0, "shop.orders", order("o1", { sku: "a", price: 3 }, { sku: "b", price: "much" }));
    expect(scene.totals("shop_items")).toMatchObject({ received: 1, rejected: new Map([["bad_type", 1]]) });
    expect(scene.labels("shop_items.price")).toEqual([]);
    scene.send(1, "shop.orders", order("o1", { sku: "a", price: 3 }, { sku: "b", price: 5 }));
    expect(scene.read("shop_items.sold", "a", "north")?.total).toBe(1);
    expect(scene.totals("shop_items")).toMatchObject({ received: 2, filtered: new Map() });
  });

  it.each([
    { name: "no list", payload: { id: "o1" }, reason: "missing_field" },
    { name: "an empty list", payload: order("o1"), reason: "missing_field" },
    { name: "a text", payload: { id: "o1", items: "all" }, reason: "bad_type" },
  ])("rejects a record with $name", ({ payload, reason }) => {
    const scene = shop();
    scene.send(0, "shop.orders", payload);
    expect(scene.told).toEqual([{ id: "1:1:0", stream: "shop_items", reason }]);
  });

  it("drops items seen before, one by one", () => {
    const scene = shop();
    scene.send(0, "shop.orders", order("o1", { sku: "a", price: 3 }));
    scene.send(1, "shop.orders", order("o1", { sku: "a", price: 3 }, { sku: "b", price: 4 }));
    expect(scene.totals("shop_items")).toMatchObject({ received: 2, filtered: new Map([["duplicates", 1]]) });
  });
});

describe("where", () => {
  it("leaves out other records before it asks for their fields, counted", () => {
    const scene = shop();
    scene.send(0, "shop.sales", { total: 500, till: "t1" });
    scene.send(1, "shop.sales", { total: 5, till: { broken: true } });
    scene.send(2, "shop.sales", { kind: "refund" });
    expect(scene.totals("shop_large")).toMatchObject({ received: 3, rejected: new Map(), filtered: new Map([["where", 2]]) });
    expect(scene.labels("shop_large.total")).toEqual(["t1"]);
  });
});

describe("a label with a maximum", () => {
  const fill = (scene: FoldScene, restartAt = -1): void => {
    for (const [i, sku] of ["a", "b", "c", "a", "d", "b"].entries()) {
      if (i === restartAt) scene.restart();
      scene.send(i, "shop.orders", order(`o${i}`, { sku, price: i }));
    }
  };

  it("keeps the values that came first; all later ones are __other__, in KPIs too", () => {
    const scene = shop();
    fill(scene);
    scene.tick(10, 60);
    expect(scene.labels("shop_items.price")).toEqual(["__other__,north", "a,north", "b,north"]);
    expect(scene.labels("shop.by_sku")).toEqual(["__other__", "a", "b"]);
    expect(scene.read("shop_items.sold", "__other__", "north")?.total).toBe(2);
    expect(scene.totals("shop_items")).toMatchObject({ refused: 2 });
  });

  it("remembers them over restarts, and tells them in the canonical state", () => {
    const plain = shop();
    fill(plain);
    for (let restartAt = 0; restartAt < 6; restartAt++) {
      const scene = shop();
      fill(scene, restartAt);
      expect(scene.canonical()).toBe(plain.canonical());
    }
    expect(plain.canonical()).toContain('values shop_items sku ["a","b"]\n');
  });

  it("gives absent and other labels no room", () => {
    const scene = shop();
    scene.send(0, "shop.sales", { total: 500 });
    scene.send(1, "shop.sales", { total: 500, till: "__other__" });
    scene.send(2, "shop.sales", { total: 500, till: "t1" });
    scene.send(3, "shop.sales", { total: 500, till: "t2" });
    expect(scene.labels("shop_large.total")).toEqual(["", "__other__", "t1"]);
  });

  it("has more room after a reload that raises it", () => {
    const scene = shop();
    fill(scene);
    scene.fold.usePacks(packText({ shop: PACK.replace("max: 2", "max: 3") }));
    fill(scene);
    scene.send(20, "shop.orders", order("o20", { sku: "c", price: 1 }));
    expect(scene.labels("shop_items.price")).toEqual(["__other__,north", "a,north", "b,north", "c,north"]);
  });
});
