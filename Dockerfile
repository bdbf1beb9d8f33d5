# Images of Eddy and of the demo's own programs: docker build --target exporter (or simulators, mailbox) .
# What npm wants to know, apart from the rest, so that packages are installed anew only when this changes.
FROM node:24.11.1-bookworm-slim AS manifests
RUN --mount=type=bind,target=/context cd /context && mkdir /manifests \
  && cp --parents .npmrc package-lock.json $(find . -name package.json -not -path "*/node_modules/*") /manifests

FROM node:24.11.1-bookworm-slim AS packages
WORKDIR /eddy
COPY --from=manifests /manifests ./
RUN npm ci --ignore-scripts

FROM packages AS build
COPY tsconfig.base.json ./
COPY exporter exporter
COPY simulators simulators
COPY mailbox mailbox
RUN npx tsc -p exporter/tsconfig.build.json \
  && npx tsc -p simulators/tsconfig.build.json \
  && npx tsc -p mailbox/tsconfig.build.json

FROM packages AS runtime-packages
RUN npm ci --ignore-scripts --omit=dev --workspace exporter --workspace simulators --workspace mailbox

# Runs as nobody in particular, on a read-only root: /var/lib/eddy is all that it writes to.
FROM node:24.11.1-bookworm-slim AS runtime
ENV NODE_ENV=production
WORKDIR /eddy
COPY --from=runtime-packages /eddy ./
USER 65532:65532

FROM runtime AS simulators
COPY --from=build /eddy/exporter/dist/contract exporter/dist/contract
COPY --from=build /eddy/simulators/dist simulators/dist
ENTRYPOINT ["node", "simulators/dist/main.js"]

FROM runtime AS mailbox
COPY --from=build /eddy/mailbox/dist mailbox/dist
ENTRYPOINT ["node", "mailbox/dist/main.js"]

FROM runtime AS exporter
COPY --from=build /eddy/exporter/bin exporter/bin
COPY --from=build /eddy/exporter/dist exporter/dist
COPY exporter/packs exporter/packs
COPY alert-rules/runbooks alert-rules/runbooks
USER root
RUN install -d -o 65532 -g 65532 -m 0700 /var/lib/eddy
USER 65532:65532
ENV EDDY_DATA=/var/lib/eddy
VOLUME /var/lib/eddy
# Without a flag Eddy listens on 127.0.0.1, as for network_mode: host. Behind -p say --web.listen-address=0.0.0.0:10333 and give users.
EXPOSE 10333
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["node", "exporter/bin/eddy.mjs", "health"]
ENTRYPOINT ["node", "exporter/bin/eddy.mjs"]
CMD ["run"]
