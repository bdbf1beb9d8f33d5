/** Patterns that ship, by name: what common programs write. Built of pieces.ts and of each other. */
export const LIBRARY: ReadonlyMap<string, string> = new Map([
  // Scanners send what is no request: it is kept as `unread`, so that its status still counts.
  ["REQUEST", "%(%{WORD:method} %{URI:path}%( HTTP/%{NUMBER:version}%)%)%{QUOTED?:unread}"],
  // Apache's common log format.
  ["COMMON", '%{NOTSPACE:client} %{NOTSPACE?:ident} %{NOTSPACE?:user} [%{HTTPDATE:time}] "%{REQUEST}" %{INT:status:number} %{INT?:bytes:number}'],
  // nginx's and Apache's combined log format.
  ["COMBINED", '%{COMMON} "%{QUOTED?:referrer}" "%{QUOTED?:agent}"'],
  ["NGINXDATE", "%{INT}/%{INT}/%{INT} %{INT}:%{INT}:%{INT}"],
  // 2026/01/02 03:04:05 [error] 7#8: *9 message
  ["NGINXERROR", "%{NGINXDATE:time} [%{LEVEL:level}] %{INT:process}#%{INT:thread}: %(*%{INT:connection} %)%{REST:message}"],
  // RFC 5424
  ["SYSLOG5424", "<%{PRIORITY:priority}>1 %{NOTSPACE?:time} %{NOTSPACE?:host} %{NOTSPACE?:app} %{NOTSPACE?:process} %{NOTSPACE?:message_id} %{STRUCTURED?:structured}%( %{REST:message}%)"],
  // RFC 3164, also as files have it, without the priority.
  ["SYSLOG3164", "%(<%{PRIORITY:priority}>%)%{SYSLOGDATE:time} %{NOTSPACE:host} %{PROGRAM:app}%([%{INT:process}]%):%( %{REST:message}%)"],
  // 2026-01-02 03:04:05,678 ERROR [main] com.example.Shop: message
  ["APPLOG", "%{TIMESTAMP:time} %{LEVEL:level} [%{DATA:thread}] %{DATA:logger}: %{REST:message}"],
  // 2026-01-02 03:04:05,678 - shop.orders - ERROR - message
  ["PYTHONLOG", "%{TIMESTAMP:time} - %{DATA:logger} - %{LEVEL:level} - %{REST:message}"],
  // 2026-01-02T03:04:05.678Z  INFO 1234 --- [main] com.example.Shop : message
  ["SPRINGLOG", "%{TIMESTAMP:time} %{LEVEL:level} %{INT:process} --- [%{DATA:thread}] %{DATA:logger} : %{REST:message}"],
]);
