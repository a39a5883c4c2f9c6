# 暖心 Nuanxin. `make demo` runs the main job; `make test` runs every test. The rest are their parts.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
DATA ?= data
PORT ?= 8080

help:            ## 本页 | this page
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## */\1\t/' | expand -t 20

packages:        ## 安装缺少的系统软件包 | installs the Debian packages that are missing
	@scripts/packages.sh build

build: packages  ## 编译 | builds the programs
	swift build

demo: build      ## 一条命令看全貌:内嵌数据库、样例学校、网页 | everything in one: embedded database, sample school, web pages
	@scripts/data-folder.sh $(DATA)
	.build/debug/nuanxin up --data "$$(readlink -m $(DATA))" --sample --port $(PORT)

test: test-packages test-migrations test-swift test-sql test-generated test-browser  ## 全部测试 | every test
	@echo "All tests passed."

test-packages:
	@scripts/packages.sh test

test-swift: test-packages  ## Swift 测试(真实数据库) | Swift tests against a real cluster
	swift build --build-tests
	# Tests that watch the clock run one at a time, the rest side by side. A test that hangs fails, and its line is seen.
	timeout --kill-after=30 1200 stdbuf -oL swift test --skip-build --no-parallel --filter PostgresTests
	timeout --kill-after=30 1200 stdbuf -oL swift test --skip-build --skip PostgresTests

test-sql: build  ## 数据库规则测试 | pgTAP tests of schema, policies and life cycles
	scripts/with-test-cluster.sh scripts/test-sql.sh

test-migrations: test-packages  ## 迁移文件检查 | squawk: what a migration must not do to a running school
	scripts/test-migrations.sh

test-generated: build  ## 生成代码是否最新 | fails when generated code is stale
	scripts/with-test-cluster.sh scripts/sqlgen.sh check
	scripts/with-test-cluster.sh scripts/lifecycles.sh check

test-browser: build  ## 真实浏览器走一遍 | one journey in a real browser, with screenshots in ci-output/
	scripts/test-browser.sh

generate: build  ## 由 sql/queries 生成 Swift,画生命周期 | writes RecordsStore/Generated from sql/queries, and the drawings of the life cycles
	scripts/with-test-cluster.sh scripts/sqlgen.sh generate
	scripts/with-test-cluster.sh scripts/lifecycles.sh generate

check: test-generated

release: packages ## 发行版编译 | release build
	swift build -c release --product nuanxin

bench: release   ## 基准测试 | benchmarks of import, pages and start; writes docs/reference/performance.md
	Benchmarks/run.sh

bench-data-access: packages  ## 数据访问层与 C 及同类比较 | the data-access layer beside C over libpq and its peers; writes docs/reference/performance.md
	swift build -c release --product data-access-benchmark
	Benchmarks/data-access/run.sh $(OPTIONS)

bench-access: build  ## 行级安全、历史与日志的代价 | what row security, history and the log cost; writes docs/reference/performance.md
	Benchmarks/access/run.sh $(OPTIONS)

bench-scale: build  ## 十万学生、千万条记录 | 100,000 students, ten million rows; writes docs/reference/performance.md, prints the plans of what is slow
	Benchmarks/scale/run.sh $(OPTIONS)

docs: packages   ## 数据访问层的文档 | builds the documentation of the data-access layer
	scripts/documentation.sh

fuzz: packages   ## 用随机字节试解码器 | libFuzzer over the decoders, SECONDS=60
	scripts/fuzz.sh $(or $(SECONDS),60)

soak: test-packages   ## 长时间故障试验 | fault tests at length: 10,000 raced cancels, 10 minutes of faults
	swift build --build-tests
	NUANXIN_SOAK=1 swift test --skip-build --no-parallel --filter 'FaultTests|FairnessTests'

test-defences: build test-packages  ## 逐项撤去防护,看测试是否发现 | takes each defence of the database away in turn: the named test must fail
	scripts/test-defences.sh $(OPTIONS)

test-thread-sanitizer: test-packages   ## 数据竞争检查 | the data-access layer's tests under Thread Sanitizer
	scripts/test-sanitized.sh thread

test-address-sanitizer: test-packages  ## 内存错误检查 | the same under Address Sanitizer
	scripts/test-sanitized.sh address

clean:           ## 清理编译结果 | removes build products (never data)
	rm -rf .build ci-output

.PHONY: help packages build demo test test-packages test-migrations test-swift test-sql test-generated test-browser generate check release bench bench-access bench-data-access bench-scale docs fuzz soak \
    test-defences test-thread-sanitizer test-address-sanitizer clean
