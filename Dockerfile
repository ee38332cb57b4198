# plimsoll for CI: the program, git for --changed-since, and a shell.
#   docker build -t plimsoll .
#   docker run --rm -v "$PWD:/src" -w /src plimsoll plimsoll audit
FROM swift:6.3-bookworm AS build
WORKDIR /plimsoll
COPY Package.swift ./
COPY Sources Sources
# The package names the targets of its tests, so their folders must be there.
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product plimsoll \
  && cp "$(swift build -c release --static-swift-stdlib --show-bin-path)/plimsoll" /usr/local/bin/

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git libstdc++6 \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/local/bin/plimsoll /usr/local/bin/plimsoll
COPY LICENSE /usr/share/doc/plimsoll/LICENSE
# No entry point: the runners of GitHub and GitLab start a shell of their own.
CMD ["plimsoll", "--help"]
