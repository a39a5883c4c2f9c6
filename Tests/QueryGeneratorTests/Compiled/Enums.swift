// generated from the enum types of the schema by sqlgen: do not edit

public import Postgres

/// The type `work.mood`.
public enum WorkMood: String, CaseIterable, Sendable, PostgresCodable {
    case sad = "sad"
    case inBetween = "in between"
    case `default` = "default"
}
