import { describe, expect, it } from "@jest/globals";
import { FoldScene, at, packText } from "./fold-scene.ts";

const PACK = `
streams:
  orders:
    subject: shop.{site}
    time: $.time
    labels: { site: '{site}' }
    measures:
      value: { from: $.value, unit: inr/100 }
      posts: { kind: rate, every: 10s }
kpis:
  number: { of: orders, as: count, by: [site], window: 1m }
  turnover: { of: orders.value, as: sum, window: 1m }
`;

function shop(lateness = 30): FoldScene {
  return new FoldScene(packText({ shop: PACK }, { latenessMs: lateness * 1000 }));
}

/** An order that is stored at a second of log time, and happened then or at `from`. */
function order(scene: FoldScene, seconds: number, { value = 1, from = seconds } = {}): void {
  scene.send(seconds, "shop.a", { time: at(from), value });
}

describe("a window", () => {
  it("closes when the watermark reaches its end, not before", () => {
    const scene = shop();
    order(scene, 0, { value: 100 });
    order(scene, 30, { value: 250 });
    scene.tick(31, 89);
    expect(scene.read("shop.number", "a")).toBeUndefined();
    scene.tick(90, 90);
    expect(scene.read("shop.number", "a")).toMatchObject({ value: 2, lastEventMs: 60_000 });
    expect(scene.read("shop.turnover")).toMatchObject({ value: 3.5 });
  });

  it("takes an event at its beginning, not one at its end", () => {
    const scene = shop(0);
    for (const seconds of [0, 59.999, 60]) order(scene, seconds);
    expect(scene.read("shop.number", "a")?.value).toBe(2);
    scene.tick(61, 120);
    expect(scene.read("shop.number", "a")?.value).toBe(1);
  });

  it("takes events that come late while it is open, and counts those that come later", () => {
    const scene = shop();
    order(scene, 0);
    order(scene, 89, { from: 59 });
    order(scene, 89.5);
    scene.tick(90, 90);
    expect(scene.read("shop.number", "a")?.value).toBe(2);
    order(scene, 91, { from: 59 });
    expect(scene.totals("shop_orders")).toMatchObject({ received: 4, late: 1 });
    scene.tick(92, 155);
    expect(scene.read("shop.number", "a")).toMatchObject({ value: 1, lastEventMs: 120_000 });
  });

  it("gives a rate by the second, and adds up the late ones too", () => {
    const scene = shop(0);
    for (let second = 0; second < 10; second++) order(scene, second);
    scene.tick(10, 10);
    expect(scene.read("shop_orders.posts", "a")).toMatchObject({ value: 1, total: 10 });
    order(scene, 11, { from: 5 });
    expect(scene.read("shop_orders.posts", "a")).toMatchObject({ value: 1, total: 11 });
  });

  it("is open for an event from the near future", () => {
    const scene = shop(0);
    order(scene, 0, { from: 100 });
    scene.tick(1, 119);
    expect(scene.read("shop.number", "a")).toBeUndefined();
    scene.tick(120, 120);
    expect(scene.read("shop.number", "a")).toMatchObject({ value: 1, lastEventMs: 120_000 });
  });
});

describe("a key that goes silent", () => {
  it("is zero for five minutes, then no more", () => {
    const scene = shop(0);
    order(scene, 0);
    const closed: number[] = [];
    for (let minute = 1; minute <= 9; minute++) {
      scene.tick(minute * 60 - 59, minute * 60);
      const reading = scene.read("shop.number", "a");
      closed.push(reading?.value ?? NaN, (reading?.lastEventMs ?? NaN) / 60_000);
    }
    expect(closed).toEqual([1, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 6, 0, 6, 0, 6]);
  });

  it("counts its silence anew when it speaks", () => {
    const scene = shop(0);
    order(scene, 0);
    scene.tick(1, 290);
    order(scene, 291);
    scene.tick(292, 900);
    expect(scene.read("shop.number", "a")?.lastEventMs).toBe(600_000);
  });

  it("is not zero for the time in which nobody wrote the log", () => {
    const scene = shop(0);
    order(scene, 0);
    scene.tick(1, 50);
    scene.send(300, "eddy.control.tick");
    scene.tick(301, 600);
    expect(scene.read("shop.number", "a")).toMatchObject({ value: 1, lastEventMs: 60_000 });
  });

  it("regression: is not zero for a gap that ends before its windows close", () => {
    const scene = shop();
    order(scene, 0);
    scene.tick(1, 58);
    // Nobody writes for twenty seconds, a third of the window behind: was it silent? Nobody knows.
    scene.tick(78, 600);
    expect(scene.read("shop.number", "a")).toMatchObject({ value: 1, lastEventMs: 60_000 });
  });

  it("is zero where the log was quiet for five seconds and no longer", () => {
    const scene = shop(0);
    order(scene, 0);
    for (let seconds = 5; seconds <= 120; seconds += 5) scene.send(seconds, "eddy.control.tick");
    expect(scene.read("shop.number", "a")).toMatchObject({ value: 0, lastEventMs: 120_000 });
  });
});
