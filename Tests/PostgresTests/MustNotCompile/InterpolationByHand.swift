import Postgres

func assemble(_ text: String) -> SQL {
    var pieces = SQL.StringInterpolation(literalCapacity: 0, interpolationCount: 0)
    pieces.appendLiteral(text)  // error: cannot convert value of type 'String'
    pieces.text += text  // error: 'text' is inaccessible due to 'fileprivate' protection level
    return SQL(stringInterpolation: pieces)
}
