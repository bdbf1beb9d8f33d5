import { createServer } from "node:net";
import { Fault } from "../setup/fault.mjs";

function isFree(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => (error.code === "EADDRINUSE" ? resolve(false) : reject(error)));
    server.listen({ port, host: "127.0.0.1" }, () => server.close(() => resolve(true)));
  });
}

/** Throws for the first port of loopback that somebody else listens on. */
export async function checkPorts(ports) {
  for (const port of ports) {
    if (!(await isFree(port))) throw new Fault(`port ${port} is taken: end the program that listens there, or npm start -- --port-offset 100`);
  }
}
