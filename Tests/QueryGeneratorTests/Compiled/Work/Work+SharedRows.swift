// generated from sql/queries/work by sqlgen: do not edit

public import Postgres

extension Work {
    /// A row of `work.step_head`, `work.step_first`, `work.step_all`.
    public struct StepLabel: Sendable, Hashable {
        public var id: WorkStep.ID
        public var tag: String

        public init(id: WorkStep.ID, tag: String) {
            self.id = id
            self.tag = tag
        }
    }
}

extension Work.StepLabel: NamedFields {
    public static let fieldNames: [String] = ["id", "tag"]

    public func field(_ index: Int) -> (any Sendable)? {
        switch index {
        case 0: return self.id
        case 1: return self.tag
        default: return nil
        }
    }
}
