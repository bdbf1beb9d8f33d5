import type { Customer } from "../world/customers.ts";
import type { CartFact, Line, Sale } from "../world/fact.ts";
import type { Domain } from "./domain.ts";

const STORES = { north: "delhi_saket", south: "bengaluru_indiranagar", west: "pune_koregaon" } as const;

/** What the shop's own systems tell: sales, payments, carts, customers, leads, campaigns, subscriptions. Money in paise. */
export const business: Domain = {
  name: "business",
  tellers: () => ({
    order: ({ sale }) => [{
      subject: `business.orders.${sale.channel}`,
      body: {
        order_id: sale.order, ...place(sale), category: mainCategory(sale.lines), total: sale.paise, discount: sale.discountPaise,
        lines: sale.lines.map(({ product, units }) => ({ item: product.item, category: product.category, units, price: product.paise })),
        ...(sale.customer !== undefined && { customer: person(sale.customer) }),
        ...(sale.campaign !== "" && { campaign: sale.campaign }),
      },
    }],
    payment: ({ payment, sale, method, outcome, durationMs }) => [{
      subject: `business.payments.${method}`,
      body: { payment_id: payment, order_id: sale.order, outcome, amount: sale.paise, duration_ms: durationMs, channel: sale.channel },
    }],
    refund: ({ refund, sale, reason, paise }) => [{
      subject: "business.refunds",
      body: { refund_id: refund, order_id: sale.order, channel: sale.channel, reason, amount: paise },
    }],
    cart: ({ action, visit, items, paise }) => [{
      subject: `business.carts.${action}`,
      body: { session: visit.session, items, value: paise, device: visit.device, segment: segmentOf(visit) },
    }],
    "sign-up": ({ customer }) => [{ subject: "business.customers.signed_up", body: person(customer) }],
    lead: ({ lead, stage, source, company, paise }) => [{
      subject: `business.leads.${stage}`, body: { lead_id: lead, lead_source: source, company, value: paise },
    }],
    campaign: ({ campaign, medium, sent, opened, clicked, spentPaise }) => [{
      subject: `business.campaigns.${medium}`, body: { campaign, sent, opened, clicked, spent: spentPaise },
    }],
    subscription: ({ subscription, action, plan, customer, paise, months }) => [{
      subject: `business.subscriptions.${action}`,
      body: { subscription_id: subscription, plan, segment: customer.segment, customer: customer.id, monthly: paise, months },
    }],
  }),
};

/** Where something was sold: the region of the customer, or of the store. */
function place({ channel, customer }: Sale): Record<string, string> {
  const region = customer?.region ?? "west";
  return { sales_region: region, ...(channel === "pos" && { store: STORES[region] }) };
}

function person({ id, segment, ageGroup, region, city }: Customer): Record<string, string> {
  return { customer_id: id, segment, age_group: ageGroup, sales_region: region, city };
}

/** Category of what costs most. */
function mainCategory(lines: readonly Line[]): string {
  const [first] = lines.toSorted((a, b) => b.product.paise * b.units - a.product.paise * a.units);
  return first?.product.category ?? "";
}

function segmentOf({ customer }: CartFact["visit"]): string {
  return customer?.segment ?? "visitor";
}
