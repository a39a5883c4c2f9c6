/// One text of a statement as the server gets it: `:name` become `$n`.
struct StatementText: Sendable {
    private(set) var sql = ""
    /// In the order of their numbers, with the place of the first appearance.
    let parameters: [Query.Mention]
    let tokens: [SQLToken]
    /// Where each token begins in `sql` and in the file, in code points.
    private var places: [(sent: Int, written: Int)] = []

    /// - Parameter parameters: those of the whole statement; the ones that this text holds are numbered in this order.
    init(_ tokens: [SQLToken], parameters: [Query.Mention], of source: SourceText) {
        self.tokens = tokens
        let present = Set(tokens.compactMap { if case .parameter(let name) = $0.kind { name } else { nil } })
        self.parameters = parameters.filter { present.contains($0.name) }
        var length = 0
        for token in tokens {
            places.append((length, token.range.lowerBound))
            // A gap that a left-out comment leaves.
            var piece = token.range.isEmpty ? " " : source.string(token.range)
            if case .parameter(let name) = token.kind,
                let index = self.parameters.firstIndex(where: { $0.name == name })
            {
                piece = "$\(index + 1)"
            }
            sql += piece
            length += piece.unicodeScalars.count
        }
        while let last = sql.unicodeScalars.last, " \n\t\r".unicodeScalars.contains(last) {
            sql.unicodeScalars.removeLast()
        }
    }

    var words: [SQLToken.Kind] { tokens.filter { !$0.isBlank }.map(\.kind) }

    /// The place in the file of a position that the server gives: code points from 1, in the text it was sent.
    func offset(ofServerPosition position: Int) -> Int? {
        guard let index = places.lastIndex(where: { $0.sent <= position - 1 }) else { return nil }
        let token = tokens[index].range
        // Within a parameter `$12` may be longer than `:x`; its beginning is then the place.
        let inside = position - 1 - places[index].sent
        return token.lowerBound + (inside < token.count ? inside : 0)
    }
}
