// generated from the primary keys of the schema by sqlgen: do not edit

/// The table `people.person`.
public enum PeoplePerson {
    /// A key of `people.person`.
    public typealias ID = Identifier<PeoplePerson>
}

/// The table `people.student`.
public enum PeopleStudent {
    /// A key of `people.student`.
    public typealias ID = Identifier<PeopleStudent>
}

extension Identifier<PeopleStudent> {
    /// The same number as a key of `people.person`, which a foreign key says it is.
    public var personID: PeoplePerson.ID { PeoplePerson.ID(rawValue: rawValue) }
}

/// The table `work.issue`.
public enum WorkIssue {
    /// A key of `work.issue`.
    public typealias ID = Identifier<WorkIssue>
}

/// The table `work.step`.
public enum WorkStep {
    /// A key of `work.step`.
    public typealias ID = Identifier<WorkStep>
}
