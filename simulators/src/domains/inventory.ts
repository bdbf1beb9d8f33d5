import type { Domain } from "./domain.ts";

/** What the warehouses tell of goods that come and go. Money in paise. */
export const inventory: Domain = {
  name: "inventory",
  tellers: () => ({
    movement: ({ movement, warehouse, product, reason, units, left }) => [{
      subject: `inventory.movements.${warehouse}`,
      body: {
        movement_id: movement, item: product.item, category: product.category, reason,
        direction: units < 0 ? "out" : "in", units: Math.abs(units), value: Math.abs(units) * product.paise, left,
      },
    }],
    level: ({ warehouse, product, onHand, onOrder, reorderPoint }) => [{
      subject: `inventory.levels.${warehouse}`,
      body: { item: product.item, category: product.category, on_hand: onHand, on_order: onOrder, reorder_point: reorderPoint, cover: Number((onHand / reorderPoint).toFixed(2)) },
    }],
    reorder: ({ reorder, warehouse, product, units, leadMs }) => [{
      subject: `inventory.reorders.${warehouse}`,
      body: {
        reorder_id: reorder, item: product.item, category: product.category, units,
        // What is bought costs some two thirds of what it is sold for.
        cost: Math.round(units * product.paise * 0.65), lead_time_ms: leadMs,
      },
    }],
  }),
};
