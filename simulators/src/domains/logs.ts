import type { PageFact, VisitSource } from "../world/fact.ts";
import type { Domain, Telling } from "./domain.ts";

const REFERRERS: Readonly<Record<VisitSource, string>> = {
  direct: "-", search: "https://search.example/", social: "https://social.example/", email: "https://mail.example/",
};
const AGENTS = { desktop: "Mozilla/5.0 (X11; Linux x86_64)", mobile: "Mozilla/5.0 (Linux; Android 15; Mobile)", tablet: "Mozilla/5.0 (iPad; CPU OS 18_1)" } as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
/** What an application writes, besides the time. */
interface LogLine extends Readonly<Record<string, string | number>> {
  readonly level: "error" | "info" | "warn";
  readonly msg: string;
}

const SLOW_MS = 1_000;
const LARGE_PAISE = 1_000_000;
const PAYMENT_LEVELS = { authorised: "info", declined: "warn", error: "error" } as const;
const PAYMENT_WORDS = { authorised: "payment authorised", declined: "payment declined by the bank", error: "payment provider did not answer" } as const;

/** What the shop's servers write down: access logs in the combined format, application logs in logfmt, a firewall's syslog. */
export const logs: Domain = {
  name: "logs",
  tellers: () => ({
    page: (page, atMs) => [accessLine(page, atMs), ...pageLines(page, atMs)],
    payment: ({ payment, outcome, durationMs }, atMs) => [
      appLine("payments", atMs, { level: PAYMENT_LEVELS[outcome], msg: PAYMENT_WORDS[outcome], duration_ms: durationMs, payment }),
    ],
    order: ({ sale }, atMs) => [
      appLine("orders", atMs, sale.paise < LARGE_PAISE ? { level: "info", msg: "order placed", order: sale.order } : { level: "warn", msg: "unusually large order", order: sale.order }),
    ],
    reorder: ({ reorder, units }, atMs) => [appLine("stock", atMs, { level: "info", msg: "stock runs short, ordered anew", reorder, units })],
    probe: ({ address, port }, atMs) => [{
      subject: "logs.syslog.gw1",
      body: `<36>1 ${iso(atMs)} gw1 firewall - DROP - IN=wan0 SRC=${address} DST=192.0.2.10 PROTO=TCP DPT=${port}`,
    }],
  }),
};

/** Two servers take turns by the visitor's address, as behind a balancer. */
function hostOf({ visit }: PageFact): string {
  return Number(visit.address.split(".").at(-1)) % 2 === 0 ? "web1" : "web2";
}

/** The combined format with the seconds that the answer took behind it. */
function accessLine(page: PageFact, atMs: number): Telling {
  const { visit, path, status, sizeBytes, durationMs } = page;
  const request = `"${page.group === "checkout" ? "POST" : "GET"} ${path} HTTP/1.1" ${status} ${sizeBytes}`;
  const client = `${visit.address} - ${visit.customer?.id ?? "-"} [${httpDate(atMs)}]`;
  return { subject: `logs.access.${hostOf(page)}`, body: `${client} ${request} "${REFERRERS[visit.source]}" "${AGENTS[visit.device]}" ${(durationMs / 1000).toFixed(3)}` };
}

/** What the application has to say of a page: errors, and answers that took too long. */
function pageLines({ status, durationMs, path, request }: PageFact, atMs: number): Telling[] {
  if (status >= 500) return [appLine("web", atMs, { level: "error", msg: "database did not answer", duration_ms: durationMs, status, path, request })];
  return durationMs < SLOW_MS ? [] : [appLine("web", atMs, { level: "warn", msg: "slow answer", duration_ms: durationMs, status, path, request })];
}

function appLine(app: string, atMs: number, { level, msg, ...fields }: LogLine): Telling {
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${value}`).join("");
  return { subject: `logs.app.${app}`, body: `time=${iso(atMs)} level=${level} msg="${msg}"${rest}` };
}

function iso(atMs: number): string {
  return new Date(atMs).toISOString();
}

function httpDate(atMs: number): string {
  const [date = "", time = ""] = iso(atMs).split("T");
  const [year, month, day] = date.split("-");
  return `${day ?? ""}/${MONTHS[Number(month) - 1] ?? ""}/${year ?? ""}:${time.slice(0, 8)} +0000`;
}
