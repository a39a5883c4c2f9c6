// generated from the composite types of the schema by sqlgen: do not edit

public import Foundation
public import Postgres

/// The type `work.address`. The server holds no NOT NULL for its fields.
public struct WorkAddress: Sendable, Hashable, PostgresComposite {
    public var street: String?
    public var number: Int32?
    public var moods: [WorkMood]?
    public var span: WorkSpan?
    public var key: UUID?

    public init(street: String?, number: Int32?, moods: [WorkMood]?, span: WorkSpan?, key: UUID?) {
        self.street = street
        self.number = number
        self.moods = moods
        self.span = span
        self.key = key
    }

    public init(_ fields: inout CompositeReader) throws(DecodingProblem) {
        self.street = try fields.next()
        self.number = try fields.next()
        self.moods = try fields.next()
        self.span = try fields.next()
        self.key = try fields.next()
    }

    public func write(_ fields: inout CompositeWriter) {
        fields.append(self.street)
        fields.append(self.number)
        fields.append(self.moods)
        fields.append(self.span)
        fields.append(self.key)
    }
}

/// The type `work.span`. The server holds no NOT NULL for its fields.
public struct WorkSpan: Sendable, Hashable, PostgresComposite {
    public var firstDay: PGDate?
    public var lastDay: PGDate?

    public init(firstDay: PGDate?, lastDay: PGDate?) {
        self.firstDay = firstDay
        self.lastDay = lastDay
    }

    public init(_ fields: inout CompositeReader) throws(DecodingProblem) {
        self.firstDay = try fields.next()
        self.lastDay = try fields.next()
    }

    public func write(_ fields: inout CompositeWriter) {
        fields.append(self.firstDay)
        fields.append(self.lastDay)
    }
}
