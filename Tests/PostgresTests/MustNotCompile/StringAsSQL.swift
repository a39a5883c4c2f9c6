import Postgres

func run(_ transaction: Transaction, _ text: String) async throws {
    try await transaction.execute(text)  // error: cannot convert value of type 'String'
}

func add(_ transaction: Transaction, _ text: String) async throws {
    try await transaction.execute("DELETE FROM " + text)  // error: cannot convert value of type 'String'
}

func name(_ text: String) -> SQL {
    SQL(stringLiteral: text)  // error: cannot convert value of type 'String'
}

func interpolate(_ text: String) -> SQL {
    "DELETE FROM \(raw: text)"  // error: argument label 'raw:' in call
}

func append(_ text: String) -> SQL {
    "DELETE FROM " + text  // error: cannot convert return expression of type 'String'
}
