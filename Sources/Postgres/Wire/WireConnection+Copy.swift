import CLibpq

extension WireConnection {
    /// Runs a COPY … FROM STDIN as one call: `source` is asked for blocks of rows until it answers nil.
    ///
    /// Throwing from `source` makes the server throw all rows away.
    nonisolated func copyIn(
        _ item: Batch.Item, _ limits: CallLimits, from source: CopyChannel
    ) async -> Result<Int, WireFailure> {
        do throws(WireFailure) {
            return .success(
                try await perform(limits) { (wire) async throws(WireFailure) in
                    try await wire.sendCopy(item, from: source)
                })
        } catch {
            source.stopTaking()
            return .failure(error)
        }
    }

    private func sendCopy(_ item: Batch.Item, from source: CopyChannel) async throws(WireFailure) -> Int {
        try checkBeforeSending()
        let isSent = item.parameters.withCArrays { count, values, lengths, formats in
            PQsendQueryParams(connection, item.sql, count, nil, values, lengths, formats, 0)
        }
        guard isSent == 1 else { throw .failed(.connection(lastMessage)) }
        flush()
        guard let first = await nextResult() else { throw .lost(lastMessage) }
        guard first.status == PGRES_COPY_IN else {
            let error = ServerError(result: first.pointer, sql: item.sql)
            let isError = first.status == PGRES_FATAL_ERROR
            try await readScript(item.sql) { _ in }
            guard isError else { throw .failed(.usage("copyIn runs COPY … FROM STDIN only")) }
            throw error.sqlState.rawValue.isEmpty ? .lost(lastMessage) : .failed(.server(error))
        }
        copySource = source
        defer { copySource = nil }
        var problem: String?
        while problem == nil, let block = await source.take() {
            if call?.interruption != nil || isBroken { break }
            let isQueued = block.withUnsafeBytes { bytes in
                PQputCopyData(connection, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
            }
            guard isQueued == 1 else {
                problem = lastMessage
                break
            }
            flush()
            await wait { $0.hasUnsentBytes && $0.call?.interruption == nil }
        }
        if source.isAborted { problem = problem ?? "the program gave the copy up" }
        if call?.interruption != nil { problem = "the program's call was cancelled or ran out of time" }
        source.stopTaking()
        if isBroken { throw .lost(lastMessage) }
        guard PQputCopyEnd(connection, problem) == 1 else {
            abandon()
            await drainLost()
            throw .lost(lastMessage)
        }
        flush()
        var count = 0
        try await readScript(item.sql) { count = $0.affectedCount }
        return count
    }
}
