import Logging
import Postgres
import RecordsStore

/// What every route works with.
struct Site: Sendable {
    let configuration: AdminServer.Configuration
    let database: Database
    let personalOptions: ConnectionOptions
    let pages: Pages
    let styles: StaticFiles
    let reports: ReportCatalogue
    let gate: SignInGate
    let logger: Logger
}
