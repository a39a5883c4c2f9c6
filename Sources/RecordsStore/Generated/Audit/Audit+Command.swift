// generated from sql/queries/audit/command.sql by sqlgen: do not edit

public import Foundation
public import Postgres

extension Audit {
    /// Lets a command with this key take effect once: NX007 when it was done before.
    public struct ClaimCommand: ExecuteStatement {
        public var key: UUID
        public var route: String
        public var request: String

        public init(key: UUID, route: String, request: String) {
            self.key = key
            self.route = route
            self.request = request
        }

        public static let name = "audit.claim_command"
        public static let parameterTypes: [OID] = [2950, 25, 25]
        public static let sql = """
            SELECT audit.claim_command($1, $2, $3)
            """

        public func encode(into parameters: inout Parameters) {
            parameters.append(self.key)
            parameters.append(self.route)
            parameters.append(self.request)
        }
    }
}
