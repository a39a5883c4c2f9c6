import Postgres

/// What one connection has drawn, read and counted.
struct Client {
    var index: Int
    var connections: Int
    var random: UInt32
    var isFolding = false
    var check: Int64 = 0
    var rows = 0

    /// 23 bits of the generator that all programs share.
    mutating func draw() -> Int32 {
        random = (random &* 1_103_515_245 &+ 12345) & 0x7fff_ffff
        return Int32(random >> 8)
    }

    /// A connection keeps to rows of its own, so that what it reads does not hang on when the others write.
    mutating func drawWorldID() -> Int32 {
        1 + draw() % Int32(10000 / connections) * Int32(connections) + Int32(index)
    }

    mutating func fold(_ value: @autoclosure () -> Int64) {
        if isFolding { check += value() }
    }

    mutating func take(_ items: [Item]) {
        rows += items.count
        if isFolding { for item in items { check += item.check } }
    }

    mutating func take(_ world: World) {
        rows += 1
        fold(Int64(world.id) + Int64(world.randomNumber))
    }

    mutating func take(_ integers: [Int32]) {
        rows += integers.count
        if isFolding { for integer in integers { check += Int64(integer) } }
    }
}

typealias Operation = nonisolated(nonsending) @Sendable (Lease, inout Client) async throws -> Void

/// The operations that a lease carries out; the others need a transaction.
func operation(_ name: String) -> Operation? {
    switch name {
    case "one-row", "one-row-8":
        { lease, client in client.take(try await lease.run(ItemByID(id: Int64(1 + client.draw() % 100_000)))) }
    case "batch-100":
        { lease, client in
            var statements: [ItemByID] = []
            for _ in 0..<100 { statements.append(ItemByID(id: Int64(1 + client.draw() % 100_000))) }
            for items in try await lease.run(batch: statements) { client.take(items) }
        }
    case "rows-100k": { lease, client in client.take(try await lease.run(ItemsUpTo(id: 100_000))) }
    case "rows-300k": { lease, client in client.take(try await lease.run(ItemsUpTo(id: 300_000))) }
    case "db": { lease, client in client.take(try await lease.run(WorldByID(id: client.drawWorldID()))) }
    case "queries":
        { lease, client in
            for _ in 0..<20 { client.take(try await lease.run(WorldByID(id: client.drawWorldID()))) }
        }
    case "queries-batch":
        { lease, client in
            var statements: [WorldByID] = []
            for _ in 0..<20 { statements.append(WorldByID(id: client.drawWorldID())) }
            for world in try await lease.run(batch: statements) { client.take(world) }
        }
    case "fortunes": fortunes
    case "updates": { lease, client in try await updates(lease, &client, isBatched: false) }
    case "updates-batch": { lease, client in try await updates(lease, &client, isBatched: true) }
    default: magicOperation(name) ?? scopedOperation(name)
    }
}

private nonisolated(nonsending) func updates(_ lease: Lease, _ client: inout Client, isBatched: Bool) async throws {
    var ids: [Int32] = []
    for _ in 0..<20 { ids.append(client.drawWorldID()) }
    var numbers: [Int32] = []
    for _ in 0..<20 { numbers.append(1 + client.draw() % 10000) }
    let statements = zip(ids, numbers).map(UpdateWorld.init)
    if isBatched {
        for world in try await lease.run(batch: ids.map(WorldByID.init)) { client.take(world) }
        _ = try await lease.run(batch: statements)
    } else {
        for id in ids { client.take(try await lease.run(WorldByID(id: id))) }
        for statement in statements { _ = try await lease.run(statement) }
    }
    for number in numbers { client.fold(Int64(number)) }
}

@Sendable private nonisolated(nonsending) func fortunes(_ lease: Lease, _ client: inout Client) async throws {
    var fortunes = try await lease.run(Fortunes())
    client.rows += fortunes.count
    fortunes.append(Fortune(id: 0, message: "Additional fortune added at request time."))
    fortunes.sort { $0.message.utf8.lexicographicallyPrecedes($1.message.utf8) }
    var page: [UInt8] = []
    page += Array(
        "<!DOCTYPE html><html><head><title>Fortunes</title></head><body><table><tr><th>id</th><th>message</th></tr>"
            .utf8)
    for fortune in fortunes {
        page += "<tr><td>\(fortune.id)</td><td>".utf8
        for byte in fortune.message.utf8 {
            switch byte {
            case UInt8(ascii: "&"): page += "&amp;".utf8
            case UInt8(ascii: "<"): page += "&lt;".utf8
            case UInt8(ascii: ">"): page += "&gt;".utf8
            case UInt8(ascii: "\""): page += "&quot;".utf8
            case UInt8(ascii: "'"): page += "&#x27;".utf8
            default: page.append(byte)
            }
        }
        page += "</td></tr>".utf8
    }
    page += "</table></body></html>".utf8
    client.fold(Int64(page.reduce(UInt32(0)) { $0 &* 31 &+ UInt32($1) }))
}

private func magicOperation(_ name: String) -> Operation? {
    switch name {
    case "magic-types":
        { lease, client in
            let types = try await lease.run(Types())
            client.rows += types.count
            if client.isFolding { for type in types { client.check += type.check } }
        }
    case "magic-series": { lease, client in client.take(try await lease.run(Series())) }
    case "magic-one": { lease, client in client.take(try await lease.run(One())) }
    case "magic-bytes":
        { lease, client in
            let values = try await lease.run(BinaryValues())
            client.rows += values.count
            if client.isFolding {
                for value in values {
                    client.check += Int64(value.count) + Int64(value[0]) + Int64(value[value.count - 1])
                }
            }
        }
    case "magic-arrays":
        { lease, client in
            let arrays = try await lease.run(ArrayValues())
            client.rows += arrays.count
            if client.isFolding { for array in arrays { for value in array { client.check += Int64(value) } } }
        }
    case "magic-batch":
        { lease, client in
            let counts = try await lease.run(batch: [Inserted](repeating: Inserted(), count: 1000))
            let total = counts.reduce(0, +)
            client.rows += total
            client.fold(Int64(total))
        }
    default: nil
    }
}

private func scopedOperation(_ name: String) -> Operation? {
    switch name {
    case "scoped", "scoped-8":
        { lease, client in
            let id = 1 + client.draw() % 10000
            let (token, record) = try await lease.run(
                SetToken(token: "token-\(id % 100)"), RecordByID(id: Int64(id)))
            client.take(token, record)
        }
    case "scoped-policy", "scoped-policy-8":
        { lease, client in
            let id = 1 + client.draw() % 10000
            let (token, record) = try await lease.run(
                SetToken(token: "token-\(id % 100)"), GuardedRecordByID(id: Int64(id)))
            client.take(token, record)
        }
    default: nil
    }
}

extension Client {
    mutating func take(_ token: String, _ record: Record) {
        rows += 1
        fold(
            Int64(token.utf8.count) + record.id + Int64(record.owner) + Int64(record.code.utf8.count))
    }
}

// MARK: What needs a transaction

func transactionOperation(_ name: String) -> (nonisolated(nonsending) @Sendable (Database, inout Client) async throws -> Void)? {
    switch name {
    case "rows-stream":
        { database, client in
            let isFolding = client.isFolding
            let (rows, check) = try await database.read { transaction in
                try await transaction.stream(ItemStream(id: 300_000)) { stream in
                    var (rows, check) = (0, Int64(0))
                    while let item = try await stream.nextRow() {
                        rows += 1
                        if isFolding { check += item.check }
                    }
                    return (rows, check)
                }
            }
            client.rows += rows
            client.check += check
        }
    case "magic-copy":
        { database, client in
            let count = try await database.write { transaction in
                try await transaction.copy(into: CopiedInserted.self) { writer in
                    for _ in 0..<10_000 { try await writer.write(CopiedInserted()) }
                }
            }
            client.rows += count
            client.fold(Int64(count))
        }
    case "copy-in-1m":
        { database, client in
            let count = try await database.write { transaction in
                try await transaction.execute("TRUNCATE load")
                return try await transaction.copy(into: CopiedItem.self) { writer in
                    for row in 0..<1_000_000 {
                        var copied = templates[(row + 1) % templates.count]
                        copied.item.id = Int64(row + 1)
                        try await writer.write(copied)
                    }
                }
            }
            client.rows += count
            client.fold(Int64(count))
        }
    default: nil
    }
}

private let templates: [CopiedItem] = (0..<1000).map { index in
    let digits = String(index)
    return CopiedItem(
        item: Item(
            id: 0, kind: Int32(index % 97), code: "code" + String(repeating: "0", count: 8 - digits.count) + digits,
            note: index % 3 == 0 ? nil : "note " + String(repeating: ".", count: 35 - digits.count) + digits,
            at: PGTimestamp(
                microseconds: 1_577_836_800_000_000 + Int64(index) * 1_000_001 - Item.epoch),
            score: Double(index) * 0.25))
}
