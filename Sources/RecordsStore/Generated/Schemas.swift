// generated from the folders of sql/queries by sqlgen: do not edit

/// Statements of sql/queries/access.
public enum Access {}

/// Statements of sql/queries/aid.
public enum Aid {}

/// Statements of sql/queries/audit.
public enum Audit {}

/// Statements of sql/queries/auth.
public enum Auth {}

/// Statements of sql/queries/care.
public enum Care {}

/// Statements of sql/queries/field.
public enum Field {}

/// Statements of sql/queries/intake.
public enum Intake {}

/// Statements of sql/queries/people.
public enum People {}

/// Statements of sql/queries/reference.
public enum Reference {}

/// Statements of sql/queries/registers.
public enum Registers {}

/// Statements of sql/queries/storage.
public enum Storage {}

/// Statements of sql/queries/units.
public enum Units {}

/// Statements of sql/queries/work.
public enum Work {}
