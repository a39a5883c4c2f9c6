// generated from the folders of sql/queries by sqlgen: do not edit

/// Statements of sql/queries/work.
public enum Work {}
