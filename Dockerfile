# Two stages: the first builds, the second holds what runs.
FROM swift:6.1-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev libzip-dev libxml2-dev libxlsxwriter-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
COPY sql sql
COPY Tests Tests
RUN swift build -c release --product nuanxin && mkdir /product \
    && cp .build/release/nuanxin /product/ && cp -r .build/release/*.resources /product/

FROM swift:6.1-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 libzip4 libxml2 libxlsxwriter4 tini tzdata \
    && rm -rf /var/lib/apt/lists/* && useradd --system --no-create-home nuanxin
COPY --from=build /product /opt/nuanxin
RUN ln -s /opt/nuanxin/nuanxin /usr/local/bin/nuanxin
USER nuanxin
ENTRYPOINT ["tini", "--"]
CMD ["nuanxin", "--help"]
