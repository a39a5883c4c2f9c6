import Postgres

actor Keeper {
    var kept: Transaction?
    func keep(_ transaction: Transaction) { kept = transaction }
}

func giveAway(_ database: Database, _ keeper: Keeper) async throws {
    try await database.transaction { transaction in
        await keeper.keep(transaction)  // error: sending 'transaction' risks
    }
}
